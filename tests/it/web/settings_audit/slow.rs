//! The file of the audit log while its reader loses the right: it ends in the middle.

use guichet::{
    desk::people::UserEdit,
    domain::{
        access::Visibility,
        audit::{Act, AuditLine, Via},
        id::AuditId,
        right::{Right, Rights},
    },
    store::{self, StoreError},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::world::{NOW, World, play};

/// Lines that are more than the two ends of a connection hold while nobody reads.
async fn many(world: &World) {
    let line = AuditLine {
        id: AuditId(0),
        at: NOW,
        user: None,
        who: "x".repeat(16 << 10),
        via: Via::CommandLine,
        from: None,
        act: Act::SignInFailed,
        subject: String::new(),
        changes: Vec::new(),
        previous: [0; 32],
    };
    for _ in 0..16 {
        let line = line.clone();
        let write = move |desk: &std::sync::Arc<guichet::desk::Desk>| {
            desk.store().write(move |tx| {
                for _ in 0..100 {
                    store::audit::append(tx, line.clone())?;
                }
                Ok::<_, StoreError>(())
            })
        };
        world.desk().run(write).await.unwrap().unwrap();
    }
}

#[test]
fn a_file_that_is_fetched_slowly_ends_with_the_right() {
    play(async |world| {
        many(world).await;
        let auditor = world.role("auditor", Rights::of(&[Right::Audit])).await;
        let audra = world
            .person("Audra Auditor", &[auditor], Visibility::Own, &[])
            .await;
        let cookie = audra.browser.cookie("guichet").unwrap();
        let request = format!(
            "GET /settings/audit.csv HTTP/1.1\r\nhost: {}\r\ncookie: guichet={cookie}\r\n\
             connection: close\r\n\r\n",
            world.web()
        );
        let mut lengths = Vec::new();
        for keeps_right in [true, false] {
            let mut stream = TcpStream::connect(world.web()).await.unwrap();
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut bytes = vec![0; 1 << 10];
            stream.read_exact(&mut bytes).await.unwrap();
            if !keeps_right {
                let none = UserEdit {
                    roles: Some(Vec::new().into()),
                    ..UserEdit::default()
                };
                world.change(audra.user.id, none).await;
            }
            // A download that breaks off is no file: the last chunk is missing.
            let ended = stream.read_to_end(&mut bytes).await;
            let is_whole = ended.is_ok() && bytes.ends_with(b"\r\n0\r\n\r\n");
            assert_eq!(is_whole, keeps_right);
            lengths.push(bytes.len());
        }
        assert!(
            lengths[0] > 25 << 20 && lengths[1] < lengths[0],
            "{lengths:?}"
        );
    });
}
