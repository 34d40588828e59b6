-- Creates the database roles (docs/decisions/0012-row-level-security.md). An administrator runs it once in a
-- new database. With docker-compose.yml the image does so. The two passwords come from the environment.
\getenv owner_password DATABASE_OWNER_PASSWORD
\getenv password DATABASE_PASSWORD

-- Every transaction of the server uses one of these two roles.
create role readyroom_app nologin;
create role readyroom_directory nologin;

-- The owner of the tables runs the migrations and may not create roles. The server's own login owns nothing.
create role readyroom_owner login password :'owner_password';
create role readyroom login password :'password';
grant readyroom_app, readyroom_directory to readyroom_owner, readyroom;

select format('alter database %I owner to readyroom_owner', current_database()) \gexec
select format('revoke connect, temporary on database %I from public', current_database()) \gexec
select format('grant connect on database %I to readyroom', current_database()) \gexec
