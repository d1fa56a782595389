//! One panicking closure among 63 good ones, then `kill -9` while the store is open and written to,
//! then reopening. The process that dies is this test binary itself, on a real file.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, Mutex, mpsc},
    time::{Duration, Instant},
};

use guichet::{
    domain::{address::EmailAddress, customer::Customer, time::Timestamp},
    store::{self, Backend, Store, StoreError, StoreOptions, WriteTx, search::SearchOptions},
};

/// Names the folder to the child; unset in every other run.
const FOLDER: &str = "GUICHET_CRASH_BATCH";
const CHILD: &str = "crash::batch::child_that_is_killed";
const BEFORE: u64 = 20_000;

fn open(folder: &Path) -> Store {
    Store::open(StoreOptions {
        backend: Backend::File(folder.join("guichet.redb")),
        cache_bytes: 16 << 20,
        on_commit: Box::new(|_| {}),
        search: SearchOptions::in_memory(),
    })
    .expect("the store opens")
}

fn add(tx: &mut WriteTx<'_>, name: &str) -> Result<(), StoreError> {
    let id = store::customer::next_id(tx)?;
    let customer = Customer {
        id,
        name: name.to_owned(),
        addresses: vec![EmailAddress::parse(&format!("{name}@cust.example")).unwrap()],
        phone: String::new(),
        notes: "lorem ipsum dolor sit amet ".repeat(8),
        created: Timestamp(1),
        organization: None,
    };
    store::customer::put(tx, &customer)
}

/// Does nothing in an ordinary run: it is the process that the next test starts and kills.
#[test]
fn child_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let store = Arc::new(open(&folder));
    for first in (0..BEFORE).step_by(1_000) {
        store
            .write(move |tx| (first..first + 1_000).try_for_each(|n| add(tx, &format!("old-{n}"))))
            .unwrap();
    }
    batch(&store);
    println!("\nbatch written");
    for n in 0.. {
        store
            .write(move |tx| add(tx, &format!("late-{n}")))
            .unwrap();
        println!("late {n}");
    }
}

/// 64 closures in one commit, of which number 17 panics after its write.
fn batch(store: &Arc<Store>) {
    let (go, wait) = mpsc::channel::<()>();
    let (started, running) = mpsc::channel();
    let wait = Mutex::new(wait);
    let results: Vec<_> = std::thread::scope(|scope| {
        scope.spawn(|| {
            store.write(move |_| {
                started.send(()).unwrap();
                wait.lock().unwrap().recv().unwrap();
                Ok::<_, StoreError>(())
            })
        });
        running.recv().unwrap();
        let closures: Vec<_> = (0..64)
            .map(|n| {
                scope.spawn(move || {
                    store.write(move |tx| {
                        add(tx, &format!("batch-{n}"))?;
                        assert_ne!(n, 17, "this one panics after its write");
                        Ok::<_, StoreError>(())
                    })
                })
            })
            .collect();
        go.send(()).unwrap();
        closures.into_iter().map(|it| it.join().unwrap()).collect()
    });
    assert_eq!(results.iter().filter(|it| it.is_err()).count(), 1);
    assert!(matches!(results[17], Err(StoreError::Panicked)));
}

#[test]
fn a_panic_and_a_kill_leave_a_store_that_opens_within_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", CHILD, "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut late = 0;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some(number) = line.strip_prefix("late ") {
            late = number.parse::<u64>().unwrap() + 1;
        }
        if late == 50 {
            child.kill().unwrap();
            break;
        }
    }
    child.wait().unwrap();
    assert_eq!(late, 50, "the child did its work");

    let start = Instant::now();
    let store = open(folder.path());
    let opened = start.elapsed();
    println!(
        "{} bytes opened in {opened:?} after a kill",
        std::fs::metadata(folder.path().join("guichet.redb"))
            .unwrap()
            .len()
    );
    assert!(opened < Duration::from_secs(1), "{opened:?}");
    let names: std::collections::HashSet<_> = store::customer::all(&store.read().unwrap())
        .unwrap()
        .into_iter()
        .map(|customer| customer.name)
        .collect();
    let old = (0..BEFORE).map(|n| format!("old-{n}"));
    let good = (0..64).filter(|n| *n != 17).map(|n| format!("batch-{n}"));
    let late = (0..late).map(|n| format!("late-{n}"));
    for name in old.chain(good).chain(late) {
        assert!(names.contains(&name), "{name} is lost");
    }
    assert!(!names.contains("batch-17"));
    assert_eq!(store::check::run(&store).unwrap(), Vec::<String>::new());
    store
        .write(|tx| add(tx, "after"))
        .expect("it is written to again");
}
