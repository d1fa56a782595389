//! A plain SMTP sender that learns from a broken connection that it has no answer. Blocking.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{SocketAddr, TcpStream},
};

/// One connection, used for one mail after the other.
pub struct Mailer(BufReader<TcpStream>);

impl Mailer {
    pub fn connect(address: SocketAddr) -> io::Result<Self> {
        let socket = TcpStream::connect(address)?;
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(super::PATIENCE))?;
        let mut mailer = Self(BufReader::new(socket));
        mailer.reply()?;
        mailer.ask("EHLO sender.example\r\n")?;
        Ok(mailer)
    }

    /// Delivers one mail; the reply to the final dot.
    pub fn deliver(&mut self, from: &str, to: &str, raw: &str) -> io::Result<String> {
        self.begin(from, to, raw)?;
        self.reply()
    }

    /// The same without waiting for the reply to the final dot.
    pub fn begin(&mut self, from: &str, to: &str, raw: &str) -> io::Result<()> {
        for line in [
            format!("MAIL FROM:<{from}>\r\n"),
            format!("RCPT TO:<{to}>\r\n"),
        ] {
            let reply = self.ask(&line)?;
            assert!(reply.starts_with("250 "), "{line}: {reply}");
        }
        let reply = self.ask("DATA\r\n")?;
        assert!(reply.starts_with("354 "), "{reply}");
        self.0.get_mut().write_all(format!("{raw}.\r\n").as_bytes())
    }

    fn ask(&mut self, line: &str) -> io::Result<String> {
        self.0.get_mut().write_all(line.as_bytes())?;
        self.reply()
    }

    fn reply(&mut self) -> io::Result<String> {
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if line.as_bytes().get(3) == Some(&b' ') {
                return Ok(line);
            }
        }
    }
}
