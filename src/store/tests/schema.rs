//! Names, types and versions that are on disk: a change here needs a migration.

use redb::{Database, TableDefinition};

use crate::store::{
    Backend, Store, StoreError, StoreOptions, View as _, codec, migrate, search::SearchOptions,
    tables,
};

#[test]
fn the_schema_is_the_one_on_disk() {
    let mut lines: Vec<String> = tables::TABLES
        .iter()
        .map(|(name, key, value)| format!("table {name}: {key} -> {value}"))
        .collect();
    lines.extend(
        codec::KINDS
            .iter()
            .map(|(name, version)| format!("record {name}: version {version}")),
    );
    let packed = codec::PACKED;
    lines.push(format!(
        "long record: {packed} added to its version, length (u32), zstd"
    ));
    lines.push(format!("format {}", migrate::format()));
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_file_of_a_later_release_is_refused_with_a_sentence_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("guichet.redb");
    let open = || {
        Store::open(StoreOptions {
            backend: Backend::File(path.clone()),
            cache_bytes: 1 << 20,
            on_commit: Box::new(|_| {}),
            search: SearchOptions::in_memory(),
        })
    };
    drop(open().unwrap());
    let later = migrate::format() + 1;
    {
        let database = Database::open(&path).unwrap();
        let tx = database.begin_write().unwrap();
        tx.open_table(TableDefinition::<&str, u64>::new("counter"))
            .unwrap()
            .insert("format", later)
            .unwrap();
        tx.commit().unwrap();
    }
    let error = open().err().unwrap();
    assert!(
        matches!(error, StoreError::Newer { found, known } if found == later && known == later - 1)
    );
    assert!(
        error.to_string().contains("start the newer release again"),
        "{error}"
    );
}

#[test]
fn a_table_that_a_file_lacks_is_made_at_its_opening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("guichet.redb");
    let open = || {
        Store::open(StoreOptions {
            backend: Backend::File(path.clone()),
            cache_bytes: 1 << 20,
            on_commit: Box::new(|_| {}),
            search: SearchOptions::in_memory(),
        })
    };
    drop(open().unwrap());
    {
        let database = Database::open(&path).unwrap();
        let tx = database.begin_write().unwrap();
        let undo = TableDefinition::<u64, &[u8]>::new("undo");
        assert!(tx.delete_table(undo).unwrap());
        tx.commit().unwrap();
    }
    let store = open().unwrap();
    assert!(store.read().unwrap().undo().is_ok());
}

#[test]
fn two_desks_on_one_file_are_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let open = || {
        Store::open(StoreOptions {
            backend: Backend::File(folder.path().join("guichet.redb")),
            cache_bytes: 1 << 20,
            on_commit: Box::new(|_| {}),
            search: SearchOptions::in_memory(),
        })
    };
    let first = open().unwrap();
    assert!(matches!(open().err(), Some(StoreError::Locked)));
    drop(first);
    open().unwrap();
}
