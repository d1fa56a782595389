//! Are the large bytes referenced as often as they are counted, and is nothing kept for nobody?

use std::collections::{BTreeMap, BTreeSet};

use redb::ReadableTable;

use crate::store::{StoreError, View, message, upload};

/// What is known of one blob: number, chunks, references.
type Held = (u64, u32, u32);

pub(super) fn check(view: &impl View, faults: &mut Vec<String>) -> Result<(), StoreError> {
    let held = held(view)?;
    let mut references: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    let messages = message::all(view)?.into_iter().map(|message| message.raw);
    let uploads = upload::all(view)?.into_iter().map(|upload| upload.blob);
    for id in messages.chain(uploads) {
        *references.entry(id.0.to_vec()).or_default() += 1;
    }
    for (hash, (number, _, counted)) in &held {
        let found = references.get(hash).copied().unwrap_or(0);
        if found != *counted {
            faults.push(format!(
                "blob {number} has {found} references and counts {counted}"
            ));
        }
    }
    if references.keys().any(|hash| !held.contains_key(hash)) {
        faults.push("a record names a blob that is not there".to_owned());
    }
    check_chunks(view, &held, faults)?;
    // What runs while mail is being staged finds it here; on a quiet desk it is a leak.
    for row in view.blob_staged()?.iter()? {
        let number = row?.0.value();
        faults.push(format!("blob {number} was staged and never linked"));
    }
    Ok(())
}

fn held(view: &impl View) -> Result<BTreeMap<Vec<u8>, Held>, StoreError> {
    let mut held = BTreeMap::new();
    for row in view.blob_by_hash()?.iter()? {
        let (hash, value) = row?;
        let (number, _, chunks, references) = value.value();
        held.insert(hash.value().to_vec(), (number, chunks, references));
    }
    Ok(held)
}

fn check_chunks(
    view: &impl View,
    held: &BTreeMap<Vec<u8>, Held>,
    faults: &mut Vec<String>,
) -> Result<(), StoreError> {
    let mut chunks: BTreeMap<u64, u32> = BTreeMap::new();
    for row in view.blob()?.iter()? {
        let (number, _) = row?.0.value();
        *chunks.entry(number).or_default() += 1;
    }
    let staged: BTreeSet<u64> = view
        .blob_staged()?
        .iter()?
        .map(|row| Ok::<_, StoreError>(row?.0.value()))
        .collect::<Result<_, _>>()?;
    for (number, wanted, _) in held.values() {
        let found = chunks.remove(number).unwrap_or(0);
        if found != *wanted {
            faults.push(format!("blob {number} has {found} of {wanted} chunks"));
        }
    }
    for number in chunks.keys().filter(|number| !staged.contains(number)) {
        faults.push(format!("chunks of blob {number} belong to nobody"));
    }
    Ok(())
}
