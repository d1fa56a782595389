//! The real program as a child process: started, waited for, asked, signalled, killed by its id.
//! Nothing of the library is used here.
#![allow(
    dead_code,
    reason = "the tests of crashes and of verbs use the part that they need"
)]

pub mod http;
pub mod mailer;

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    os::unix::net::UnixDatagram,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Condvar, Mutex},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

/// A machine with two cores builds and tests at once: nothing here may depend on its speed.
pub const PATIENCE: Duration = Duration::from_secs(60);

const GUICHET: &str = env!("CARGO_BIN_EXE_guichet");

/// What a program said and how it ended.
#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub out: String,
    pub err: String,
}

impl Ended {
    /// The last line of standard output.
    pub fn last_line(&self) -> &str {
        self.out.lines().last().unwrap_or_default()
    }

    /// It must have ended with this code, each part said on either stream, and never by a panic.
    pub fn check(&self, code: i32, parts: &[&str]) {
        let said = format!("{}{}", self.out, self.err);
        assert_eq!(self.status.code(), Some(code), "{self:?}");
        assert!(!said.contains("panicked"), "{said}");
        for part in parts {
            assert!(said.contains(part), "no {part:?} in {said}");
        }
    }
}

/// The program with arguments, in a bare environment.
pub fn command<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(GUICHET);
    command.args(args).env_clear();
    command
}

/// Runs a command to its end.
pub fn run(mut command: Command) -> Ended {
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let output = child.wait_with_output().expect("it ends");
    Ended {
        status: output.status,
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs one verb on a data folder.
pub fn verb(data: &Path, words: &[&str]) -> Ended {
    let mut command = command(words);
    command.arg("--data").arg(data);
    run(command)
}

/// A file with a password, beside the data folder.
pub fn password_file(folder: &Path, name: &str, password: &str) -> PathBuf {
    use std::os::unix::fs::OpenOptionsExt;
    let path = folder.join(name);
    let mut options = std::fs::OpenOptions::new();
    let file = options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = file.open(&path).unwrap();
    std::io::Write::write_all(&mut file, password.as_bytes()).unwrap();
    path
}

/// The first run; extra words go behind the others.
pub fn setup(folder: &Path, data: &Path, extra: &[&str]) -> Ended {
    let password = password_file(folder, "password", "a quiet desk near the door");
    let mut words = vec![
        "setup",
        "--organization",
        "Lumen",
        "--admin",
        "ada@lumen.example",
        "--mailbox",
        "support@lumen.example",
        "--password-file",
        password.to_str().unwrap(),
    ];
    words.extend(extra);
    verb(data, &words)
}

#[derive(Default)]
struct Log {
    lines: Mutex<Vec<String>>,
    grown: Condvar,
}

impl Log {
    fn gather(self: Arc<Self>, stream: impl Read) {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            self.lines.lock().unwrap().push(line);
            self.grown.notify_all();
        }
    }
}

/// A desk that serves. Dropping it kills it.
pub struct Program {
    child: Child,
    /// The desk's own id, also when it runs under another program.
    pid: Pid,
    log: Arc<Log>,
    notify: UnixDatagram,
    _folder: tempfile::TempDir,
    pub web: SocketAddr,
    pub smtp: SocketAddr,
}

/// How to start a desk.
pub struct Serve<'a> {
    pub data: &'a Path,
    pub extra: &'a [&'a str],
    /// Words in front of the program: strace and its flags.
    pub under: &'a [&'a str],
    pub watchdog: Option<Duration>,
}

impl<'a> Serve<'a> {
    pub fn new(data: &'a Path) -> Self {
        Self {
            data,
            extra: &[],
            under: &[],
            watchdog: None,
        }
    }

    fn command(&self, notify: &Path) -> Command {
        let mut words: Vec<&OsStr> = self.under.iter().map(OsStr::new).collect();
        words.extend([OsStr::new(GUICHET), "serve".as_ref(), "--data".as_ref()]);
        words.push(self.data.as_os_str());
        words.extend(["--web", "127.0.0.1:0", "--smtp", "127.0.0.1:0"].map(OsStr::new));
        words.extend(self.extra.iter().map(OsStr::new));
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).env_clear();
        command.env("PATH", "/usr/bin:/bin");
        command.env("NOTIFY_SOCKET", notify);
        if let Some(watchdog) = self.watchdog {
            command.env("WATCHDOG_USEC", watchdog.as_micros().to_string());
        }
        command
    }

    /// Starts it and waits until it says that it is ready.
    pub fn start(&self) -> Program {
        self.try_start()
            .unwrap_or_else(|ended| panic!("the desk did not start: {ended:?}"))
    }

    /// The same, or how it ended.
    pub fn try_start(&self) -> Result<Program, Ended> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let notify = UnixDatagram::bind(&path).unwrap();
        notify
            .set_read_timeout(Some(Duration::from_millis(20)))
            .unwrap();
        let mut child = self
            .command(&path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let log = Arc::new(Log::default());
        let (stderr, of_thread) = (child.stderr.take().unwrap(), Arc::clone(&log));
        let reader = std::thread::spawn(move || of_thread.gather(stderr));
        let (start, mut buffer) = (Instant::now(), [0; 4_096]);
        let said = loop {
            if let Ok(length) = notify.recv(&mut buffer) {
                break String::from_utf8_lossy(&buffer[..length]).into_owned();
            }
            if let Some(status) = child.try_wait().unwrap() {
                reader.join().unwrap();
                let err = log.lines.lock().unwrap().join("\n");
                let out = String::new();
                return Err(Ended { status, out, err });
            }
            assert!(start.elapsed() < PATIENCE, "the desk is never ready");
        };
        assert!(said.starts_with("READY=1\n"), "{said}");
        let (web, smtp) = addresses(&said);
        let pid = if self.under.is_empty() {
            child.id()
        } else {
            only_child(child.id())
        };
        Ok(Program {
            pid: Pid::from_raw(i32::try_from(pid).unwrap()).unwrap(),
            child,
            log,
            notify,
            _folder: folder,
            web,
            smtp,
        })
    }
}

/// Starts a desk on a folder.
pub fn serve(data: &Path) -> Program {
    Serve::new(data).start()
}

fn addresses(said: &str) -> (SocketAddr, SocketAddr) {
    let status = said.split_once("STATUS=web ").expect("a status").1;
    let (web, smtp) = status.trim().split_once(", smtp ").expect("two addresses");
    (web.parse().unwrap(), smtp.parse().unwrap())
}

fn only_child(parent: u32) -> u32 {
    let children = format!("/proc/{parent}/task/{parent}/children");
    let children = std::fs::read_to_string(children).expect("a process of ours");
    children.trim().parse().expect("one child")
}

impl Program {
    /// Ends it at once, as `kill -9` does.
    pub fn kill(mut self) -> Vec<String> {
        self.signal(Signal::KILL);
        self.child.wait().unwrap();
        self.log()
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).expect("it still runs");
    }

    /// Sends SIGTERM and waits for the end.
    pub fn stop(mut self) -> Vec<String> {
        self.signal(Signal::TERM);
        let status = self.child.wait().unwrap();
        let log = self.log();
        assert_eq!(status.code(), Some(0), "{log:?}");
        log
    }

    pub fn log(&self) -> Vec<String> {
        self.log.lines.lock().unwrap().clone()
    }

    /// Waits for a line of the log that holds this.
    pub fn said(&self, part: &str) -> String {
        let start = Instant::now();
        let mut lines = self.log.lines.lock().unwrap();
        loop {
            if let Some(line) = lines.iter().find(|line| line.contains(part)) {
                return line.clone();
            }
            assert!(start.elapsed() < PATIENCE, "never said {part:?}: {lines:?}");
            let step = Duration::from_millis(100);
            lines = self.log.grown.wait_timeout(lines, step).unwrap().0;
        }
    }

    /// Waits for the next datagram to the service manager.
    pub fn notified(&self) -> String {
        let (start, mut buffer) = (Instant::now(), [0; 4_096]);
        while start.elapsed() < PATIENCE {
            if let Ok(length) = self.notify.recv(&mut buffer) {
                return String::from_utf8_lossy(&buffer[..length]).into_owned();
            }
        }
        panic!("the service manager hears nothing")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            let _ = kill_process(self.pid, Signal::KILL);
            drop(self.child.kill());
            drop(self.child.wait());
        }
    }
}
