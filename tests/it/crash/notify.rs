//! `kill -9` while tickets are made whose customers are told: each ticket has its e-mail and its
//! place in the queue, or none of the three is there.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    thread,
    time::Duration,
};

use guichet::store;

use super::open;
use crate::{
    program::{self, serve, verb},
    support::{disk::Dice, rounds},
};

/// Makes tickets one after the other until the desk is gone; how many were acknowledged.
fn make(web: SocketAddr, token: &str) -> usize {
    let body = "{\"name\":\"lamp\",\"description\":\"We come\",\"notify_customer\":true,\
                \"customer\":{\"email\":\"ines@cust.example\"}}";
    let request = format!(
        "POST /api/v1/tickets HTTP/1.1\r\nHost: {web}\r\nConnection: close\r\n\
         Authorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let once = || {
        let mut socket = TcpStream::connect(web)?;
        socket.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer)?;
        Ok::<_, std::io::Error>(answer)
    };
    let mut made = 0;
    while let Ok(answer) = once() {
        if !answer.starts_with(b"HTTP/1.1 201") {
            break;
        }
        made += 1;
    }
    made
}

#[test]
fn a_kill_leaves_ticket_and_mail_or_neither() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    program::setup(folder.path(), &data, &[]).check(0, &[]);
    let token = verb(&data, &["token", "create", "ada@lumen.example"]);
    let token = token.last_line().trim().to_owned();
    let (mut dice, mut told) = (Dice::new(3), 0);
    for round in 0..rounds(4, 40) {
        let desk = serve(&data);
        let (web, with) = (desk.web, token.clone());
        let maker = thread::spawn(move || make(web, &with));
        // The moment itself is by lot.
        thread::sleep(Duration::from_micros(100_000 + dice.below(100_000)));
        desk.kill();
        told += maker.join().unwrap();
        let desk = open(&data);
        let view = desk.store().read().unwrap();
        let tickets = store::ticket::all(&view).unwrap();
        let messages = store::message::all(&view).unwrap();
        let deliveries = store::delivery::all(&view).unwrap();
        assert!(tickets.len() >= told, "round {round}: one is lost");
        for ticket in &tickets {
            let of = |id| id == ticket.id;
            let mails = messages.iter().filter(|it| of(it.ticket)).count();
            let queued = deliveries.iter().filter(|it| it.ticket().is_some_and(of));
            assert_eq!((mails, queued.count()), (1, 1), "round {round}");
            assert!(ticket.last_message.is_some(), "round {round}");
        }
        assert_eq!(
            (messages.len(), deliveries.len()),
            (tickets.len(), tickets.len()),
            "round {round}"
        );
        drop(view);
        let faults = store::check::run(desk.store()).unwrap();
        assert_eq!(faults, Vec::<String>::new(), "round {round}");
    }
    assert!(told > 0, "none was made in time");
}
