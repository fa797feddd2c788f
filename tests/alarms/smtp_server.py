#!/usr/bin/python3
"""A real SMTP server on loopback for tests: keeps each mail it takes as JSON, decoded by Python's own mail reader.

Usage: smtp_server.py FOLDER [--certificate PEM] [--password PASSWORD] [--refuse ADDRESS]
The port it listens on is written to FOLDER/port, each mail to FOLDER/<n>.json, logins tried to FOLDER/logins.
"""
import argparse
import asyncio
import email
import email.policy
import json
import os
import pathlib
import ssl

from aiosmtpd.smtp import SMTP, AuthResult


def put(file, text):
    part = file.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    os.rename(part, file)


class Handler:
    def __init__(self, folder, refused):
        self.folder, self.refused, self.count = folder, refused, 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == self.refused:
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.count += 1
        put(self.folder / f"{self.count}.json", json.dumps({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "user": session.auth_data.login.decode() if session.auth_data else "",
            "headers": {name: str(value) for name, value in mail.items()},
            "text": mail.get_content().replace("\r\n", "\n"),
            "longest_line": max(len(line) for line in envelope.content.split(b"\r\n")),
            "ascii": envelope.content.isascii(),
        }, ensure_ascii=False))
        return "250 taken"


async def serve(arguments):
    folder = pathlib.Path(arguments.folder)
    context = None
    if arguments.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(arguments.certificate)

    def check(server, session, envelope, mechanism, login):
        with open(folder / "logins", "a", encoding="utf-8") as log:
            log.write(mechanism + "\n")
        right = login.login == b"sluss" and login.password == arguments.password.encode()
        return AuthResult(success=right, auth_data=login) if right else AuthResult(success=False, handled=False)

    options = {"tls_context": context, "require_starttls": context is not None, "enable_SMTPUTF8": False}
    if arguments.password:
        options.update(authenticator=check, auth_required=True, auth_require_tls=context is not None)
    handler = Handler(folder, arguments.refuse)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, hostname="localhost", **options), "127.0.0.1", 0)
    put(folder / "port", str(server.sockets[0].getsockname()[1]))
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--certificate")
    parser.add_argument("--password", default="")
    parser.add_argument("--refuse", default="")
    asyncio.run(serve(parser.parse_args()))
