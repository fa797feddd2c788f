#!/usr/bin/python3
"""A real SMTP server on loopback for tests: takes mail with STARTTLS and a login, and puts it into Dovecot's inbox.

Usage: mail_relay.py FOLDER CERTIFICATE KEY DOVECOT_CONF USER PASSWORD [--answer STAGE=ANSWER]... [--largest BYTES]
STAGE is MAIL, an address that is asked for by RCPT, or DATA; ANSWER is what it says in place of taking it.
The port it listens on is written to FOLDER/port, logins tried to FOLDER/logins.
"""
import argparse
import asyncio
import os
import pathlib
import ssl
import subprocess

from aiosmtpd.smtp import SMTP, AuthResult

AGENT = "/usr/lib/dovecot/dovecot-lda"


class Handler:
    def __init__(self, folder, configuration, answers):
        self.folder, self.configuration, self.answers = folder, configuration, answers

    async def handle_MAIL(self, server, session, envelope, address, options):
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        if "DATA" in self.answers:
            return self.answers["DATA"]
        environment = {"USER": "sluss", "HOME": str(self.folder), "PATH": os.environ["PATH"]}
        done = subprocess.run([AGENT, "-e", "-c", self.configuration], input=envelope.content, env=environment,
                              capture_output=True, check=False)
        if done.returncode == 0:
            return "250 2.0.0 taken"
        return "552 5.2.2 mailbox full" if b"uota" in done.stderr else "451 4.3.0 not now"


async def serve(arguments):
    folder = pathlib.Path(arguments.folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(arguments.certificate, arguments.key)

    def check(server, session, envelope, mechanism, login):
        with open(folder / "logins", "a", encoding="utf-8") as log:
            log.write(mechanism + "\n")
        right = login.login == arguments.user.encode() and login.password == arguments.password.encode()
        return AuthResult(success=right, auth_data=login) if right else AuthResult(success=False, handled=False)

    handler = Handler(folder, arguments.configuration, dict(answer.split("=", 1) for answer in arguments.answer))
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, hostname="localhost", tls_context=context, require_starttls=True, authenticator=check,
                     auth_required=True, data_size_limit=arguments.largest, enable_SMTPUTF8=False), "127.0.0.1", 0)
    part = folder / "port.part"
    part.write_text(str(server.sockets[0].getsockname()[1]), encoding="utf-8")
    os.rename(part, folder / "port")
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("folder", "certificate", "key", "configuration", "user", "password"):
        parser.add_argument(name)
    parser.add_argument("--answer", action="append", default=[])
    parser.add_argument("--largest", type=int, default=33554432)
    asyncio.run(serve(parser.parse_args()))
