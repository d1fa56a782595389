//! Must-have 18: a full disk puts mail off, keeps nothing by halves, and needs no restart.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use crate::{
    support::smtp_client::RawClient,
    world::{
        MAILBOX,
        http::Api,
        mail::{self, Mail},
        program::{BINARY, Program, free_address, program, set_up},
        runtime,
    },
};

/// A small disk that only the desk's process sees, reached through its root directory.
struct SmallDisk {
    program: Program,
    token: String,
    inside: PathBuf,
    _folder: tempfile::TempDir,
}

fn namespaces() -> bool {
    let output = Command::new("unshare").args(["-m", "true"]).output();
    let works = output.is_ok_and(|output| output.status.success());
    if !works {
        println!("skipped: no private mount namespace without root");
    }
    works
}

fn start(size: &str, settings: &[(&str, &str)]) -> SmallDisk {
    let folder = tempfile::tempdir().unwrap();
    let (made, disk) = (folder.path().join("made"), folder.path().join("disk"));
    let token = set_up(&made);
    std::fs::create_dir(&disk).unwrap();
    let (web, smtp) = (free_address(), free_address());
    let data = disk.join("data");
    let script = format!(
        "mount -t tmpfs -o size={size} tmpfs '{disk}' && cp -a '{made}' '{data}' && \
         exec '{BINARY}' serve --data '{data}' --web {web} --smtp {smtp}",
        disk = disk.display(),
        made = made.display(),
        data = data.display(),
    );
    let mut command = program("unshare");
    command.args(["-m", "--propagation", "private", "sh", "-c", &script]);
    command.envs(settings.iter().copied());
    let program = Program::run(command, web, smtp);
    let inside =
        PathBuf::from(format!("/proc/{}/root", program.id())).join(disk.strip_prefix("/").unwrap());
    SmallDisk {
        program,
        token,
        inside,
        _folder: folder,
    }
}

impl SmallDisk {
    async fn tickets(&self) -> usize {
        let api = Api::new(self.program.web, Some(self.token.clone()));
        let list = api
            .get("/api/v1/tickets?limit=200")
            .await
            .expect(200)
            .json();
        list["tickets"].as_array().unwrap().len()
    }

    /// Leaves no byte free.
    fn fill(&self) -> PathBuf {
        let filler = self.inside.join("filler");
        fill(&filler);
        filler
    }
}

fn fill(path: &Path) {
    use std::io::Write as _;
    let mut file = std::fs::File::create(path).unwrap();
    for size in [1 << 16, 1 << 12, 1] {
        while file.write_all(&vec![b'x'; size]).is_ok() {}
    }
}

async fn to_data(disk: &SmallDisk) -> RawClient {
    let mut client = RawClient::connect(disk.program.smtp).await;
    client.expect("220").await;
    client.ask("EHLO c", "250").await;
    client.ask("MAIL FROM:<ines@cust.example>", "250").await;
    client.ask(&format!("RCPT TO:<{MAILBOX}>"), "250").await;
    client.ask("DATA", "354").await;
    client
}

#[test]
fn must_18_a_full_disk_puts_mail_off_and_recovers() {
    if !namespaces() {
        return;
    }
    let settings = [
        ("GUICHET_LIMITS_DISK_RESERVE", "0"),
        ("GUICHET_LIMITS_MESSAGE_SIZE", "2 MiB"),
    ];
    let mut disk = start("48m", &settings);
    runtime().block_on(async {
        let mut client = RawClient::connect(disk.program.smtp).await;
        client.expect("220").await;
        let reply = mail::deliver(&mut client, &Mail::text("ines@cust.example", "one", "x")).await;
        assert!(reply.starts_with("250"), "{reply}");
        // Full in the middle of a mail: it cannot be kept.
        let mut running = to_data(&disk).await;
        let filler = disk.fill();
        let noise: String = (0..40_000_u64)
            .map(|n| format!("{:x}\r\n", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
            .collect();
        running
            .send(format!("Subject: two\r\n\r\n{noise}.\r\n"))
            .await;
        running.expect("452 4.3.1").await;
        // Full before it: it is put off at once.
        let mut client = RawClient::connect(disk.program.smtp).await;
        client.expect("220").await;
        client.ask("EHLO c", "250").await;
        client
            .ask("MAIL FROM:<ines@cust.example>", "452 4.3.1")
            .await;
        assert_eq!(
            disk.tickets().await,
            1,
            "nothing half stored, reading goes on"
        );
        // Room again: the same process takes mail again.
        std::fs::remove_file(filler).unwrap();
        client.ask("MAIL FROM:<ines@cust.example>", "250").await;
        let mut client = RawClient::connect(disk.program.smtp).await;
        client.expect("220").await;
        let reply =
            mail::deliver(&mut client, &Mail::text("ines@cust.example", "three", "x")).await;
        assert!(reply.starts_with("250"), "{reply}");
        assert_eq!(disk.tickets().await, 2);
    });
    disk.program.terminate();
    let status = disk.program.ended(Duration::from_secs(10));
    assert_eq!(status.code(), Some(0), "{:?}", disk.program.said());
}

#[test]
fn must_18_mail_is_put_off_before_the_reserve_is_touched() {
    if !namespaces() {
        return;
    }
    for settings in [
        &[("GUICHET_LIMITS_DISK_RESERVE", "200 MiB")][..],
        // mail.md: at least three of the largest mails stay free.
        &[
            ("GUICHET_LIMITS_DISK_RESERVE", "0"),
            ("GUICHET_LIMITS_MESSAGE_SIZE", "35 MiB"),
        ],
    ] {
        let disk = start("64m", settings);
        runtime().block_on(async {
            let mut client = RawClient::connect(disk.program.smtp).await;
            client.expect("220").await;
            client.ask("EHLO c", "250").await;
            client
                .ask("MAIL FROM:<ines@cust.example>", "452 4.3.1")
                .await;
            assert_eq!(disk.tickets().await, 0);
        });
    }
}
