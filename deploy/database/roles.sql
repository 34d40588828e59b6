-- Who may do what in the database (docs/decisions/0012-row-level-security.md). Run once, by an administrator, in a database that is
-- new: in docker-compose.yml the image does it. The two passwords come from the environment.
\getenv owner_password DATABASE_OWNER_PASSWORD
\getenv password DATABASE_PASSWORD

-- What the server works as, one of the two for each transaction.
create role readyroom_app nologin;
create role readyroom_directory nologin;

-- Whoever owns the tables and migrates them, and may make no roles; and the server's own login, which owns nothing.
create role readyroom_owner login password :'owner_password';
create role readyroom login password :'password';
grant readyroom_app, readyroom_directory to readyroom_owner, readyroom;

select format('alter database %I owner to readyroom_owner', current_database()) \gexec
select format('revoke connect, temporary on database %I from public', current_database()) \gexec
select format('grant connect on database %I to readyroom', current_database()) \gexec
