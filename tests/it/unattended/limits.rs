//! `[smtp] unlimited_from` and `[limits] connections` as an admin sets them.

use std::net::{IpAddr, SocketAddr};

use tokio::net::TcpSocket;

use crate::{
    support::{smtp_client::RawClient, soon},
    world::{
        program::{Program, data_in, serve, set_up},
        runtime,
    },
};

async fn from(peer: &str, smtp: SocketAddr) -> RawClient {
    let socket = TcpSocket::new_v4().unwrap();
    let peer: IpAddr = peer.parse().unwrap();
    socket.bind((peer, 0).into()).unwrap();
    let socket = soon("connect", socket.connect(smtp)).await.unwrap();
    RawClient::over(socket)
}

#[test]
fn connections_are_counted_but_those_of_unlimited_peers() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    set_up(&data);
    let (mut command, web, smtp) = serve(&data);
    // From 127.0.0.1 it is waited for the doors.
    command.envs([
        ("GUICHET_SMTP_UNLIMITED_FROM", "127.0.0.1, 127.0.0.9"),
        ("GUICHET_LIMITS_CONNECTIONS", "10"),
    ]);
    let program = Program::run(command, web, smtp);
    runtime().block_on(async {
        let mut held = Vec::new();
        // The tenth place is kept for peers whose mail was accepted before.
        for peer in 0..9 {
            let mut client = from(&format!("127.0.1.{peer}"), program.smtp).await;
            client.expect("220").await;
            held.push(client);
        }
        let mut next = from("127.0.2.1", program.smtp).await;
        next.expect("421 4.3.2").await;
        next.expect_close().await;
        // Beyond the ten of a block and the thirty of a minute, too.
        for _ in 0..35 {
            let mut client = from("127.0.0.9", program.smtp).await;
            client.expect("220").await;
            held.push(client);
        }
    });
}
