-- Only in docker-compose.yml, after roles.sql: the image's superuser is for whoever stands at the container's own socket.
select format('alter role %I password null', current_user) \gexec
