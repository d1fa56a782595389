//! Connections and bodies: who does nothing is let go, and nobody fills the memory.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use guichet::{
    base::tasks::Tasks,
    net::{conversation::Conversation, limits::LimitOptions},
    web::{
        Web,
        body::{Bodies, From},
        cleaning::Cleaning,
        server::{self, ServeOptions},
        site::Site,
    },
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpSocket, TcpStream},
};

use crate::{
    support::soon,
    world::{
        World,
        events::Events,
        http::{self, Api, Browser, Request},
        mail::Mail,
        play,
    },
};

/// Another door to the pages of a world's desk, with bounds of its own.
struct Door {
    address: SocketAddr,
    web: Arc<Web>,
    tasks: Tasks,
}

impl Door {
    async fn open(world: &World, options: ServeOptions, change: impl FnOnce(&mut Web)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, tasks) = (listener.local_addr().unwrap(), Tasks::new());
        let mut web = Web::new(
            Arc::clone(world.desk()),
            world.clock.clone(),
            Site::local(address),
            Vec::new(),
            Conversation::default(),
            world.smtp(),
            tasks.stop_token(),
        )
        .unwrap();
        change(&mut web);
        let web = Arc::new(web);
        let serve = server::serve(listener, Arc::clone(&web), options, tasks.clone());
        tasks.spawn("web", serve);
        Self {
            address,
            web,
            tasks,
        }
    }

    async fn close(self) {
        self.tasks.stop();
        soon("the door closes", self.tasks.ended()).await;
    }

    async fn until_free(&self, from: From, bytes: usize) {
        soon("the body is counted", async {
            while self.web.bodies.free(from) != bytes {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        })
        .await;
    }
}

fn hasty() -> ServeOptions {
    ServeOptions {
        first: Duration::from_millis(200),
        idle: Duration::from_millis(400),
        ..ServeOptions::default()
    }
}

/// Sends bytes and waits until the server hangs up.
async fn hangs_up(address: SocketAddr, bytes: &[u8]) {
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(bytes).await.unwrap();
    let mut rest = Vec::new();
    let what = format!("the server hangs up on {bytes:?}");
    // Whatever it says before: the end is what counts.
    let _ = soon(&what, socket.read_to_end(&mut rest)).await;
}

#[test]
fn who_asks_nothing_is_let_go() {
    play(async |world| {
        let door = Door::open(world, hasty(), |_| {}).await;
        // The preface of HTTP/2 (RFC 9113 3.4) and its settings, after which nothing is asked.
        let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
        for bytes in [
            &b""[..],
            b"P",
            b"PRI * HTTP/2",
            b"GET / HTTP/1.1\r\nhost: x\r\n",
            &preface[..24],
            preface,
        ] {
            hangs_up(door.address, bytes).await;
        }
        let one = format!(
            "GET /healthz HTTP/1.1\r\nhost: {}\r\nconnection: keep-alive\r\n\r\n",
            door.address
        );
        hangs_up(door.address, one.as_bytes()).await;
        door.close().await;
    });
}

#[test]
fn a_stream_of_events_is_not_idle() {
    play(async |world| {
        let door = Door::open(world, hasty(), |_| {}).await;
        let admin = Browser::new(door.address);
        admin
            .sign_in(crate::world::ADMIN, crate::world::PASSWORD)
            .await;
        let request = admin.with_cookies(Request::new("GET", "/events"));
        let mut events = Events::open(door.address, &request).await;
        events.until("hello").await;
        // Longer than a connection without a request may last: others were let go meanwhile.
        hangs_up(door.address, b"").await;
        hangs_up(door.address, b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
        hangs_up(door.address, b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
        let api = Api::new(door.address, Some(world.token().to_owned()));
        let ticket = serde_json::json!({"name": "lamp", "customer": {"email": "i@cust.example"}});
        api.post("/api/v1/tickets", &ticket).await.expect(201);
        events.until("ticket").await;
        door.close().await;
    });
}

async fn from(peer: Ipv4Addr, to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((peer, 0).into()).unwrap();
    soon("connect", socket.connect(to)).await.unwrap()
}

async fn is_served(socket: &mut TcpStream) -> bool {
    let asked = socket.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
    let mut byte = [0];
    asked.await.is_ok() && matches!(soon("an end", socket.read(&mut byte)).await, Ok(1))
}

#[test]
fn one_address_has_its_share_of_the_connections() {
    play(async |world| {
        let limits = LimitOptions {
            per_block: 2,
            unlimited_from: vec!["127.0.0.1".parse().unwrap()],
            ..ServeOptions::default().limits
        };
        let options = ServeOptions {
            limits,
            ..ServeOptions::default()
        };
        let door = Door::open(world, options, |_| {}).await;
        let (peer, other) = (Ipv4Addr::new(127, 0, 0, 7), Ipv4Addr::new(127, 0, 0, 8));
        let mut held = [
            from(peer, door.address).await,
            from(peer, door.address).await,
        ];
        assert!(is_served(&mut held[0]).await && is_served(&mut held[1]).await);
        assert!(!is_served(&mut from(peer, door.address).await).await);
        assert!(is_served(&mut from(other, door.address).await).await);
        // A proxy on this machine speaks for everybody.
        for _ in 0..5 {
            let mut proxy = from(Ipv4Addr::LOCALHOST, door.address).await;
            assert!(is_served(&mut proxy).await);
        }
        drop(held);
        soon("a place comes back", async {
            while !is_served(&mut from(peer, door.address).await).await {}
        })
        .await;
        door.close().await;
    });
}

#[test]
fn nobody_is_read_at_length_before_they_are_known() {
    play(async |world| {
        let large = "x".repeat(65 << 10);
        let form = "application/x-www-form-urlencoded";
        for path in ["/sign-in", "/sign-out", "/preferences", "/setup/x"] {
            let request = Request::new("POST", path).body(form, large.clone());
            super::check_page(&world.stranger().fetch(request).await, 413);
        }
        // Nor is what a GET brings along (RFC 9110, 9.3.1): its end is not waited for.
        for path in ["/healthz", "/sign-in"] {
            let head = format!(
                "GET {path} HTTP/1.1\r\nhost: {}\r\ncontent-length: 30000000\r\n\r\nx",
                world.web()
            );
            let mut socket = TcpStream::connect(world.web()).await.unwrap();
            socket.write_all(head.as_bytes()).await.unwrap();
            let mut start = [0; 15];
            soon("an answer", socket.read_exact(&mut start))
                .await
                .unwrap();
            assert_eq!(&start, b"HTTP/1.1 200 OK");
        }
    });
}

const MIB: usize = 1 << 20;

#[test]
fn bodies_in_memory_have_a_bound_together() {
    play(async |world| {
        let door = Door::open(world, ServeOptions::default(), |web| {
            web.bodies = Bodies::new(MIB, 32 << 10);
        })
        .await;
        let api = Api::new(door.address, Some(world.token().to_owned()));
        let upload = |bytes: usize| {
            let request = Request::new("POST", "/api/v1/uploads?name=x");
            request.body("application/octet-stream", vec![b'x'; bytes])
        };
        // One that stops in the middle holds what it sent.
        let head = format!(
            "POST /api/v1/uploads?name=y HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\n\
             content-length: {MIB}\r\n\r\n",
            door.address,
            world.token()
        );
        let mut slow = TcpStream::connect(door.address).await.unwrap();
        slow.write_all(head.as_bytes()).await.unwrap();
        slow.write_all(&vec![b'y'; MIB - 1_000]).await.unwrap();
        door.until_free(From::User, 1_000).await;
        let answer = api.fetch(upload(2_000)).await.expect(503);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        api.fetch(upload(900)).await.expect(201);
        // Strangers have a bound of their own, and this one does not fill it.
        let form = "application/x-www-form-urlencoded";
        let sign_in = |bytes: usize| Request::new("POST", "/sign-in").body(form, vec![b'x'; bytes]);
        http::fetch(door.address, &sign_in(10)).await.expect(403);
        let answer = http::fetch(door.address, &sign_in(33 << 10)).await;
        super::check_page(&answer, 503);
        // Whoever goes away gives it back.
        drop(slow);
        door.until_free(From::User, MIB).await;
        api.fetch(upload(2_000)).await.expect(201);
        door.until_free(From::User, MIB).await;
        door.until_free(From::Anybody, 32 << 10).await;
        door.close().await;
    });
}

#[test]
fn a_mail_that_takes_too_long_to_clean_is_given_up() {
    play(async |world| {
        let html = "Content-Type: text/html\r\n";
        let mail = Mail::with("ines@cust.example", "lamp", html, "<p>dark</p>");
        world.ticket(&mail).await;
        let door = Door::open(world, ServeOptions::default(), |web| {
            // As if a mail that does not end held every place.
            web.cleaning = Cleaning::new(0, Duration::from_millis(1));
        })
        .await;
        let api = Api::new(door.address, Some(world.token().to_owned()));
        for _ in 0..3 {
            let answer = api.get("/api/v1/tickets/1").await.expect(503);
            assert_eq!(answer.header("content-type"), "application/problem+json");
        }
        api.get("/api/v1/tickets").await.expect(200);
        door.close().await;
        let ticket = world.api().ticket(1).await;
        let lines = ticket["activities"].as_array().unwrap();
        let html = |line: &serde_json::Value| line["message"]["html"] == "<p>dark</p>\n";
        assert!(lines.iter().any(html), "{ticket}");
    });
}
