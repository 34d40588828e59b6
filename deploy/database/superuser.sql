-- Runs after roles.sql, with docker-compose.yml only. Without a password, the image's superuser can log in
-- only through the container's Unix socket.
select format('alter role %I password null', current_user) \gexec
