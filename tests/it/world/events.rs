//! The event stream as a browser reads it (HTML, 9.2: server-sent events).

use std::net::SocketAddr;

use tokio::{io::AsyncReadExt, net::TcpStream};

use super::http::{Request, dechunk, open};
use crate::support::soon;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub name: String,
    pub id: u64,
    pub data: String,
}

/// An open stream.
pub struct Events {
    socket: TcpStream,
    raw: Vec<u8>,
    text: String,
    ended: bool,
}

impl Events {
    /// Opens the stream; the answer must be one.
    pub async fn open(web: SocketAddr, request: &Request) -> Self {
        let mut events = Self {
            socket: open(web, request).await,
            raw: Vec::new(),
            text: String::new(),
            ended: false,
        };
        while !events.raw.windows(4).any(|end| end == b"\r\n\r\n") {
            assert!(events.read().await, "the stream ended in its headers");
        }
        let end = events.raw.windows(4).position(|end| end == b"\r\n\r\n");
        let head: Vec<u8> = events.raw.drain(..end.unwrap() + 4).collect();
        let head = String::from_utf8(head).unwrap().to_lowercase();
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert!(head.contains("content-type: text/event-stream"), "{head}");
        assert!(head.contains("transfer-encoding: chunked"), "{head}");
        events
    }

    async fn read(&mut self) -> bool {
        let read = self.socket.read_buf(&mut self.raw).await;
        read.is_ok_and(|read| read > 0)
    }

    /// Awaits the next event that has a name; None when the stream ends.
    pub async fn next(&mut self) -> Option<Event> {
        soon("an event", async {
            loop {
                if let Some(end) = self.text.find("\n\n") {
                    let block: String = self.text.drain(..end + 2).collect();
                    if let Some(event) = parse(&block) {
                        return Some(event);
                    }
                    continue;
                }
                // What came together with the headers is there already.
                let (plain, taken) = dechunk(&self.raw);
                self.raw.drain(..taken);
                self.text.push_str(&String::from_utf8(plain).unwrap());
                if taken > 0 {
                    continue;
                }
                if self.ended {
                    return None;
                }
                self.ended = !self.read().await;
            }
        })
        .await
    }

    /// Awaits an event of this name, passing over others.
    pub async fn until(&mut self, name: &str) -> Event {
        loop {
            let event = self.next().await;
            let event = event.unwrap_or_else(|| panic!("the stream ended before {name}"));
            if event.name == name {
                return event;
            }
        }
    }
}

fn parse(block: &str) -> Option<Event> {
    let field = |name: &str| {
        block
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
            .map(str::trim)
    };
    Some(Event {
        name: field("event")?.to_owned(),
        id: field("id")?.parse().expect("an id is a number"),
        data: field("data").unwrap_or_default().to_owned(),
    })
}
