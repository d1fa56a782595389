//! What was read ahead is what is loaded, and only a slow disk is read ahead of.

use redb::TableDefinition;

use super::*;
use crate::{
    domain::id::TicketId,
    store::{
        columns::{Columns, pages, row::Row},
        file,
    },
};

/// Tickets of a hundred pages, so that there are some behind those that are tried.
const TICKETS: u64 = 6_400;

fn row(number: u64) -> Row {
    Row {
        status: (number % 4) as u8,
        customer: (number % 7) as u32,
        created: number as i64,
        updated: 9_000 - number as i64,
        priority: 1,
        assignee: u32::MAX,
        mailbox: 1,
        due: 0,
        since: 0,
        answer: 0,
        ours: false,
        flags: 0,
    }
}

/// A file with the rows alone, and what they make when they are put one by one.
fn filled(folder: &std::path::Path) -> (Database, File, Columns) {
    let path = folder.join("guichet.redb");
    let (database, file) = file::create(&Database::builder(), &path).unwrap();
    let mut columns = Columns::default();
    let tx = database.begin_write().unwrap();
    {
        let table = TableDefinition::<u64, &[u8]>::new("ticket.columns");
        let mut table = tx.open_table(table).unwrap();
        for page in 0..TICKETS / 64 {
            let numbers = page * 64..(page + 1) * 64;
            let rows: Vec<u8> = numbers.clone().flat_map(|it| row(it).to_bytes()).collect();
            table.insert(page, rows.as_slice()).unwrap();
            numbers.for_each(|it| columns.put(TicketId(it), row(it)));
        }
    }
    tx.commit().unwrap();
    (database, file, columns)
}

fn slow<'a>(database: &'a Database, file: &'a File) -> Cold<'a> {
    let mut cold = Cold::of(database, file);
    cold.began -= AT_HAND;
    cold
}

#[test]
fn what_is_read_ahead_is_what_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let (database, file, wanted) = filled(folder.path());
    let view = ReadTx::new(database.begin_read().unwrap());
    let cold = slow(&database, &file);
    assert_eq!(pages::load(&view, Some(cold)).unwrap(), wanted);
    assert_eq!(pages::load(&view, None).unwrap(), wanted);
}

#[test]
fn every_stretch_is_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let (database, file, _) = filled(folder.path());
    let cold = slow(&database, &file);
    cold.read(100);
    assert_eq!(cold.next.load(Ordering::Relaxed), 5 * STRETCH);
    cold.read(100);
    assert_eq!(cold.next.load(Ordering::Relaxed), 6 * STRETCH);
}

#[test]
fn nobody_reads_on_when_nobody_waits() {
    let folder = tempfile::tempdir().unwrap();
    let (database, file, _) = filled(folder.path());
    let cold = slow(&database, &file);
    drop(cold.while_wanted());
    // As a damaged page may say that it is the last of very many.
    cold.read(u64::MAX);
    assert_eq!(cold.next.load(Ordering::Relaxed), STRETCH);
}

#[test]
fn only_a_disk_that_is_waited_for_is_read_ahead_of() {
    let folder = tempfile::tempdir().unwrap();
    let (database, file, _) = filled(folder.path());
    let cold = slow(&database, &file);
    let asked = [TRIED - 1, TRIED, TRIED + 1].map(|read| cold.readers(read));
    assert_eq!(asked, [0, READERS, 0]);
    let mut quick = Cold::of(&database, &file);
    quick.began += Duration::from_secs(600);
    assert_eq!(quick.readers(TRIED), 0);
}
