//! A small HTTP/1.1 client: one request per connection, nothing is followed, nothing hidden.

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    sync::Mutex,
};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

use super::html::Page;
use crate::support::soon;

/// A request as it is sent.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn new(method: &str, path: &str) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("content-type", content_type)
    }

    fn bytes(&self, host: &str) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.path);
        if !self.headers.iter().any(|(name, _)| name == "host") {
            head.push_str(&format!("host: {host}\r\n"));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!(
            "content-length: {}\r\nconnection: close\r\n\r\n",
            self.body.len()
        ));
        [head.as_bytes(), &self.body].concat()
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("an answer in UTF-8")
    }

    /// The body of a document of the API.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    /// The body as a page or a piece of one.
    pub fn page(&self) -> Page {
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8");
        Page::parse(&self.text())
    }

    /// Fails unless the status is this one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(
            self.status,
            status,
            "{:?}: {}",
            self.headers,
            String::from_utf8_lossy(&self.body)
        );
        self
    }

    /// Reads an answer that is there as a whole.
    fn read(bytes: &[u8]) -> Self {
        let split = find(bytes, b"\r\n\r\n").expect("a whole header block");
        let mut answer = Self::head(&bytes[..split + 4]);
        let body = &bytes[split + 4..];
        let chunked = answer.header("transfer-encoding") == "chunked";
        answer.body = if chunked {
            dechunk(body).0
        } else {
            body.to_vec()
        };
        answer
    }

    fn head(bytes: &[u8]) -> Self {
        let split = find(bytes, b"\r\n\r\n").expect("a whole header block");
        let head = String::from_utf8(bytes[..split].to_vec()).expect("an ASCII head");
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
            .collect();
        Self {
            status: status.and_then(|text| text.parse().ok()).expect("a status"),
            headers,
            body: Vec::new(),
        }
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// Takes the chunks that are there as a whole; also returns how many bytes they took.
pub fn dechunk(bytes: &[u8]) -> (Vec<u8>, usize) {
    let (mut plain, mut at) = (Vec::new(), 0);
    while let Some(line) = find(&bytes[at..], b"\r\n") {
        let size = std::str::from_utf8(&bytes[at..at + line]).expect("a size");
        let size = usize::from_str_radix(size, 16).expect("a size in hex");
        let start = at + line + 2;
        let Some(chunk) = bytes.get(start..start + size + 2) else {
            break;
        };
        plain.extend_from_slice(&chunk[..size]);
        at = start + size + 2;
    }
    (plain, at)
}

/// Opens a connection and sends a request on it.
pub async fn open(web: SocketAddr, request: &Request) -> TcpStream {
    let mut socket = soon("connect", TcpStream::connect(web)).await.unwrap();
    send(&mut socket, web, request).await;
    socket
}

async fn send(socket: &mut TcpStream, web: SocketAddr, request: &Request) {
    let bytes = request.bytes(&web.to_string());
    // A server that refuses early closes before it has read a large body.
    let _ = soon("send", socket.write_all(&bytes)).await;
}

/// Sends a request and reads the whole answer.
pub async fn fetch(web: SocketAddr, request: &Request) -> Answer {
    fetch_from(IpAddr::from([127, 0, 0, 1]), web, request).await
}

/// The same from another address of this machine, such as 127.1.2.3.
pub async fn fetch_from(from: IpAddr, web: SocketAddr, request: &Request) -> Answer {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(from, 0)).unwrap();
    let socket = soon("connect", socket.connect(web)).await.unwrap();
    fetch_over(socket, web, request).await
}

/// The same over a connection that is there.
pub async fn fetch_over(mut socket: TcpStream, web: SocketAddr, request: &Request) -> Answer {
    send(&mut socket, web, request).await;
    let mut bytes = Vec::new();
    let read = soon("an answer", socket.read_to_end(&mut bytes)).await;
    assert!(read.is_ok() || !bytes.is_empty(), "no answer: {read:?}");
    Answer::read(&bytes)
}

/// Sends a request and reads only the head of its answer: a stream has no end.
pub async fn head(web: SocketAddr, request: &Request) -> Answer {
    let mut socket = open(web, request).await;
    let mut bytes = Vec::new();
    let end = soon("a head", async {
        loop {
            if let Some(end) = find(&bytes, b"\r\n\r\n") {
                return end;
            }
            let read = socket.read_buf(&mut bytes).await.unwrap();
            assert!(read > 0, "no answer");
        }
    })
    .await;
    Answer::head(&bytes[..end + 4])
}

/// Writes fields as a browser does.
pub fn urlencoded(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pair = |(name, value): &(&str, &str)| format!("{}={}", encode(name), encode(value));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// A file in a form: field, name, type, bytes.
pub type FormFile<'a> = (&'a str, &'a str, &'a str, &'a [u8]);

/// Somebody at a browser: keeps cookies, puts the form token into forms.
pub struct Browser {
    pub web: SocketAddr,
    /// Where it is; None is wherever the system says.
    from: Option<IpAddr>,
    cookies: Mutex<BTreeMap<String, String>>,
    form_token: Mutex<String>,
}

impl Browser {
    pub fn new(web: SocketAddr) -> Self {
        Self {
            web,
            from: None,
            cookies: Mutex::default(),
            form_token: Mutex::default(),
        }
    }

    /// The same browser at another address of this machine.
    pub fn at(mut self, from: [u8; 4]) -> Self {
        self.from = Some(from.into());
        self
    }

    /// Sends a request with the cookies and keeps what the answer sets.
    pub async fn fetch(&self, request: Request) -> Answer {
        let request = self.with_cookies(request);
        let answer = match self.from {
            Some(from) => fetch_from(from, self.web, &request).await,
            None => fetch(self.web, &request).await,
        };
        let mut cookies = self.cookies.lock().unwrap();
        for (name, line) in &answer.headers {
            let pair = line.split(';').next().and_then(|pair| pair.split_once('='));
            if name == "set-cookie"
                && let Some((name, value)) = pair
            {
                // RFC 6265, 5.3: a cookie whose life is over is removed.
                if line.contains("Max-Age=0") {
                    cookies.remove(name);
                } else {
                    cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        if answer.header("content-type").starts_with("text/html")
            && let Some(token) = Page::parse(&String::from_utf8_lossy(&answer.body)).form_token()
        {
            *self.form_token.lock().unwrap() = token;
        }
        answer
    }

    /// Adds the cookies to a request that is sent by hand.
    pub fn with_cookies(&self, request: Request) -> Request {
        let cookies = self.cookies.lock().unwrap();
        let line: Vec<String> = cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        if line.is_empty() {
            return request;
        }
        request.header("cookie", &line.join("; "))
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    pub fn form_token(&self) -> String {
        self.form_token.lock().unwrap().clone()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.fetch(Request::new("GET", path)).await
    }

    /// Posts a form with the form token of the last page.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.form_token();
        let fields = [fields, &[("form_token", token.as_str())]].concat();
        self.post_bare(path, &fields).await
    }

    /// Posts these fields and no others.
    pub async fn post_bare(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = urlencoded(fields);
        let request = Request::new("POST", path).body("application/x-www-form-urlencoded", body);
        self.fetch(request).await
    }

    /// Posts a form with files.
    pub async fn post_files(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[FormFile<'_>],
    ) -> Answer {
        const BOUNDARY: &str = "0c1a7e5f-boundary";
        let token = self.form_token();
        let mut body = Vec::new();
        for (name, value) in fields.iter().chain(&[("form_token", token.as_str())]) {
            let part = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        for (name, file, content_type, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; \
                 filename=\"{file}\"\r\nContent-Type: {content_type}\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
        self.fetch(Request::new("POST", path).body(&content_type, body))
            .await
    }

    /// Signs in as a person does: looks at the form, fills it in.
    pub async fn sign_in(&self, email: &str, password: &str) {
        self.enter(email, password).await;
        // The token of a form belongs to the cookie, which is new now.
        self.get("/tickets").await.expect(200);
    }

    /// The same for somebody who may see no tickets.
    pub async fn enter(&self, email: &str, password: &str) {
        self.get("/sign-in").await.expect(200);
        let fields = [("email", email), ("password", password)];
        self.post("/sign-in", &fields).await.expect(303);
        self.get("/sign-in").await.expect(200);
    }
}

/// A program with a token, or without.
#[derive(Clone)]
pub struct Api {
    web: SocketAddr,
    token: Option<String>,
}

impl Api {
    pub fn new(web: SocketAddr, token: Option<String>) -> Self {
        Self { web, token }
    }

    pub async fn fetch(&self, request: Request) -> Answer {
        let request = match &self.token {
            Some(token) => request.header("authorization", &format!("Bearer {token}")),
            None => request,
        };
        fetch(self.web, &request).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.fetch(Request::new("GET", path)).await
    }

    pub async fn send(&self, method: &str, path: &str, document: &Value) -> Answer {
        let request = Request::new(method, path);
        self.fetch(request.body("application/json", document.to_string()))
            .await
    }

    pub async fn post(&self, path: &str, document: &Value) -> Answer {
        self.send("POST", path, document).await
    }

    pub async fn patch(&self, path: &str, document: &Value) -> Answer {
        self.send("PATCH", path, document).await
    }

    /// One ticket, whole.
    pub async fn ticket(&self, number: u64) -> Value {
        let answer = self.get(&format!("/api/v1/tickets/{number}")).await;
        answer.expect(200).json()
    }
}
