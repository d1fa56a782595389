//! One HTTP/1.1 request on a connection of its own, written by hand. Blocking.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

/// What came back.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// Makes a request; `headers` are whole lines without their ends.
pub fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[&str],
    body: &str,
) -> Response {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    if !body.is_empty() {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    let mut socket = TcpStream::connect(address).expect("the desk listens");
    socket.set_read_timeout(Some(super::PATIENCE)).unwrap();
    write!(socket, "{head}\r\n{body}").unwrap();
    let mut bytes = Vec::new();
    socket.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).expect("a status");
    Response {
        status: status.parse().expect("a number"),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

/// GET with a bearer token; an empty one sends none.
pub fn get(address: SocketAddr, path: &str, token: &str) -> Response {
    let bearer = format!("Authorization: Bearer {token}");
    let headers: &[&str] = if token.is_empty() { &[] } else { &[&bearer] };
    request(address, "GET", path, headers, "")
}
