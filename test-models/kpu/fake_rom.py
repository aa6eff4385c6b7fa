"""A K210's boot ROM and flashing stub at the end of a pseudo-terminal: shows that what a flashing tool writes is what would boot.

    test-models/kpu/prepare
    ~/.cache/modelc/kflash/bin/python fake_rom.py booted.bin ./modelc flash net.onnx --out out --port PORT

Runs a command with the pseudo-terminal for PORT and a kflash that leaves the reset lines alone, which a pseudo-terminal lacks; answers it, checks every
packet and then the flash image (flag, length, program, SHA-256 of all that), and writes the program that the ROM would copy to 0x80000000.
"""
import binascii
import hashlib
import os
import pty
import struct
import subprocess
import sys
import threading
import tempfile
import tty

END, ESCAPE = 0xC0, 0xDB
KFLASH = """#!{python}
import sys
from serial import Serial
Serial._update_dtr_state = Serial._update_rts_state = lambda self: None
import kflash
sys.exit(kflash.main())
"""
SILENT = {0xC5, 0xC6, 0xD6}  # boot and changes of speed have no answer
OK, BAD_CHECKSUM = 0xE0, 0xE2
MEMORY_WRITE, FLASH_WRITE = 0xC3, 0xD4


class Rom:
    def __init__(self, terminal):
        self.terminal = terminal
        self.memory, self.flash = {}, {}
        self.operations, self.errors = [], 0

    def serve(self):
        packet = bytearray()
        inside = escaped = False
        while True:
            try:
                received = os.read(self.terminal, 1 << 16)
            except OSError:
                return
            for byte in received:
                if byte == END:
                    if inside and packet:
                        self.answer(bytes(packet))
                        inside = False
                    else:
                        inside = True
                    packet.clear()
                    escaped = False
                elif inside and byte == ESCAPE:
                    escaped = True
                elif inside:
                    packet.append({0xDC: END, 0xDD: ESCAPE}[byte] if escaped else byte)
                    escaped = False

    def answer(self, packet):
        operation, _, checksum = struct.unpack_from("<HHI", packet)
        body = packet[8:]
        good = binascii.crc32(body) == checksum or body.strip(b"\0") == b""
        self.errors += not good
        self.operations.append(operation)
        if good and operation in (MEMORY_WRITE, FLASH_WRITE):
            address, length = struct.unpack_from("<II", body)
            target = self.memory if operation == MEMORY_WRITE else self.flash
            target[address] = body[8:8 + length]
        if operation not in SILENT:
            reply = bytes([operation, OK if good else BAD_CHECKSUM])
            reply = reply.replace(b"\xdb", b"\xdb\xdd").replace(b"\xc0", b"\xdb\xdc")
            os.write(self.terminal, b"\xc0" + reply + b"\xc0")

    def program(self):
        """What stands in flash, checked as the ROM checks it."""
        image = bytearray()
        for address in sorted(self.flash):
            if address != len(image):
                raise ValueError(f"flash is written at {address:#x} after {len(image):#x}")
            image += self.flash[address]
        flag, length = struct.unpack_from("<BI", image)
        if flag & 1:
            raise ValueError("the image is encrypted")
        if hashlib.sha256(image[:5 + length]).digest() != image[5 + length:37 + length]:
            raise ValueError("the image's checksum is wrong")
        return bytes(image[5:5 + length])


def run(command):
    """With the changed kflash before all other programs."""
    with tempfile.TemporaryDirectory() as folder:
        tool = os.path.join(folder, "kflash")
        with open(tool, "w") as file:
            file.write(KFLASH.format(python=sys.executable))
        os.chmod(tool, 0o755)
        return subprocess.call(command, env={**os.environ, "PATH": folder + os.pathsep + os.environ["PATH"]})


def main():
    out, *command = sys.argv[1:]
    terminal, port = pty.openpty()
    tty.setraw(port)
    rom = Rom(terminal)
    threading.Thread(target=rom.serve, daemon=True).start()
    code = run([os.ttyname(port) if argument == "PORT" else argument for argument in command])
    if code != 0 or rom.errors:
        sys.exit(f"the command ended with {code}; {rom.errors} packets had wrong checksums")
    program = rom.program()
    with open(out, "wb") as file:
        file.write(program)
    print(f"{len(program)} bytes would boot; operations {' '.join(f'{operation:02x}' for operation in dict.fromkeys(rom.operations))}")


if __name__ == "__main__":
    main()
