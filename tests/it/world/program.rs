//! The real program in a process of its own: started, talked to, ended by its number alone.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

use super::{ADMIN, MAILBOX, PASSWORD};
use crate::support::PATIENCE;

pub const BINARY: &str = env!("CARGO_BIN_EXE_guichet");

/// A running program; killed when it is dropped.
pub struct Program {
    child: Child,
    pub web: SocketAddr,
    pub smtp: SocketAddr,
    lines: mpsc::Receiver<String>,
}

/// An address that was free a moment ago.
pub fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().unwrap()
}

/// A program that knows nothing of how the tests were started.
pub fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GUICHET_") {
            command.env_remove(name);
        }
    }
    command
}

/// Ends the first run of a folder and returns the API token.
pub fn set_up(data: &Path) -> String {
    let password = data.with_extension("password");
    std::fs::write(&password, PASSWORD).unwrap();
    let output = program(BINARY)
        .arg("setup")
        .args(["--data".as_ref(), data.as_os_str()])
        .args(["--organization", "Lumen", "--admin", ADMIN])
        .args(["--mailbox", MAILBOX, "--token"])
        .args(["--password-file".as_ref(), password.as_os_str()])
        .output()
        .expect("the program starts");
    let said = String::from_utf8(output.stdout).unwrap();
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{why}");
    said.lines().last().expect("a token").to_owned()
}

/// `serve` with addresses of its own choice, ready to be started or wrapped.
pub fn serve(data: &Path) -> (Command, SocketAddr, SocketAddr) {
    let (web, smtp) = (free_address(), free_address());
    let mut command = program(BINARY);
    command
        .args(["serve".as_ref(), "--data".as_ref(), data.as_os_str()])
        .args(["--web", &web.to_string(), "--smtp", &smtp.to_string()])
        .env("GUICHET_LIMITS_DISK_RESERVE", "0");
    (command, web, smtp)
}

impl Program {
    /// Starts `serve` on a folder that is set up, and waits until it is open.
    pub fn start(data: &Path) -> Self {
        let (command, web, smtp) = serve(data);
        Self::run(command, web, smtp)
    }

    /// Runs a command that becomes `serve`, and waits until both doors answer.
    pub fn run(mut command: Command, web: SocketAddr, smtp: SocketAddr) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let (tell, lines) = mpsc::channel();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        follow(out, tell.clone());
        follow(err, tell);
        let mut program = Self {
            child,
            web,
            smtp,
            lines,
        };
        let start = Instant::now();
        for door in [web, smtp] {
            while std::net::TcpStream::connect(door).is_err() {
                let ended = program.child.try_wait().unwrap();
                assert!(ended.is_none(), "ended at start: {:?}", program.said());
                assert!(start.elapsed() < PATIENCE, "did not open its doors");
                std::thread::sleep(Duration::from_millis(10));
            }
        }
        program
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks the program to end.
    pub fn terminate(&self) {
        let id = rustix::process::Pid::from_raw(self.child.id().cast_signed()).unwrap();
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    }

    /// Waits for the end; fails after `bound`.
    pub fn ended(&mut self, bound: Duration) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < bound, "still running: {:?}", self.said());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What was logged so far.
    pub fn said(&self) -> Vec<String> {
        self.lines.try_iter().collect()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It has ended already, or it is in the way.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn follow(stream: impl std::io::Read + Send + 'static, tell: mpsc::Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let _ = tell.send(line);
        }
    });
}

/// Runs a program that must end by itself; returns its exit code and all that it said.
pub fn outcome(mut command: Command) -> (Option<i32>, String) {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("it did not end");
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let mut said = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    (status.code(), said)
}

/// A folder for a desk that does not exist yet.
pub fn data_in(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("data")
}
