"""The house for a server of several processes: `gunicorn --config deploy/gunicorn.conf.py wsgi:app`.

Each process broadcasts to its own lines. What time does is done by processes of their own (`flask --app roundtable
worker`), and the database is brought up to date before all of them (`flask --app roundtable db upgrade`).
"""

from roundtable import create_app
from roundtable.core import logs
from roundtable.live.server import quieten_collector, start

app = create_app()
logs.configure(production=app.config["SETTINGS"].production)
start(app)
quieten_collector()
