//! The fuzz targets as ordinary tests: their seeds, our mails and payloads, and mutations of all
//! of these by a fixed generator. `GUICHET_LONG=1` makes it many more.

use std::{fs, path::Path};

#[path = "../../fuzz/html/target.rs"]
mod html;
#[path = "../../fuzz/scan_parse/target.rs"]
mod scan_parse;

fn folder(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_none_or(|extension| extension == "eml" || extension == "seed")
    });
    paths.sort();
    paths
        .into_iter()
        .map(|path| fs::read(path).expect("a seed"))
        .collect()
}

// Marsaglia's xorshift: the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn mutate(seeds: &[Vec<u8>], words: &[&[u8]], numbers: &mut Numbers) -> Vec<u8> {
    let mut data = seeds[numbers.below(seeds.len())].clone();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(data.len() + 1);
        let end = (at + numbers.below(60)).min(data.len());
        match numbers.below(7) {
            0 => data.truncate(at),
            1 => drop(data.drain(at..end)),
            2 => drop(data.splice(at..at, words[numbers.below(words.len())].iter().copied())),
            3 => {
                let piece = data[at..end].to_vec();
                data.splice(at..at, piece);
            }
            4 => {
                let other = &seeds[numbers.below(seeds.len())];
                data.truncate(at);
                data.extend_from_slice(&other[numbers.below(other.len() + 1)..]);
            }
            _ => {
                if let Some(byte) = data.get_mut(at) {
                    *byte = numbers.below(256) as u8;
                }
            }
        }
    }
    data
}

fn replay(seeds: &[Vec<u8>], words: &[&[u8]], target: fn(&[u8])) {
    let rounds = if std::env::var_os("GUICHET_LONG").is_some() {
        200_000
    } else {
        3_000
    };
    seeds.iter().for_each(|seed| target(seed));
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for round in 0..rounds {
        let data = mutate(seeds, words, &mut numbers);
        if std::panic::catch_unwind(|| target(&data)).is_err() {
            panic!("round {round}: {:?}", String::from_utf8_lossy(&data));
        }
    }
}

#[test]
fn any_bytes_are_a_mail() {
    let mut seeds = folder("corpus");
    seeds.extend(folder("fuzz/scan_parse/seeds"));
    let words: [&[u8]; 14] = [
        b"\r\n",
        b"\n\n",
        b"--",
        b"\0",
        b"\xff",
        b"=?utf-8?B?",
        b"?=",
        b"Content-Type: message/rfc822\n\n",
        b"Content-Type: multipart/mixed; boundary=b1\n\n--b1\n",
        b"--b1--\n",
        b"boundary=",
        b"*0*=",
        b"\"",
        b"<",
    ];
    replay(&seeds, &words, scan_parse::run);
}

#[test]
fn any_text_is_html() {
    let hostile = include_str!("../../corpus/hostile.html.txt");
    let mut seeds: Vec<Vec<u8>> = hostile
        .split("\n=== ")
        .skip(1)
        .map(|block| block.as_bytes().to_vec())
        .collect();
    seeds.extend(folder("fuzz/html/seeds"));
    let words: [&[u8]; 16] = [
        b"<",
        b">",
        b"\"",
        b"<p>",
        b"</p>",
        b"<table>",
        b"<td>",
        b"<a href=https://a.example>",
        b"</a>",
        b"<b>",
        b"<!--",
        b"-->",
        b"<style>",
        b"<div class=gmail_quote>",
        b"&",
        b"<li>",
    ];
    replay(&seeds, &words, html::run);
}
