//! A disk that forgets: what was not synced is lost in part, and one write is torn.

use std::{
    io,
    sync::{Arc, Mutex},
};

use redb::StorageBackend;

/// A small generator with a seed, so that a failing round can be run again.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        // xorshift64*, Vigna 2014.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }
}

#[derive(Debug, Clone)]
enum Step {
    Write(u64, Vec<u8>),
    Length(u64),
}

#[derive(Debug, Default)]
struct State {
    /// What a read sees.
    current: Vec<u8>,
    /// What is on the platter for certain.
    synced: Vec<u8>,
    /// What was done since the last sync, in order.
    pending: Vec<Step>,
    /// Writes and syncs that are still done before the power goes; None is for ever.
    left: Option<u64>,
    syncs: u64,
    /// This sync is done, and yet an error comes back from it.
    fails: Option<u64>,
}

/// One disk; clones share it.
#[derive(Debug, Clone, Default)]
pub struct ForgetfulDisk(Arc<Mutex<State>>);

fn apply(image: &mut Vec<u8>, step: &Step) {
    match step {
        Step::Length(length) => image.resize(*length as usize, 0),
        Step::Write(offset, data) => {
            let (start, end) = (*offset as usize, *offset as usize + data.len());
            if image.len() < end {
                image.resize(end, 0);
            }
            image[start..end].copy_from_slice(data);
        }
    }
}

impl ForgetfulDisk {
    pub fn with_image(image: Vec<u8>) -> Self {
        let state = State {
            current: image.clone(),
            synced: image,
            ..State::default()
        };
        Self(Arc::new(Mutex::new(state)))
    }

    /// Lets so many more writes and syncs through, then the power is gone.
    pub fn cut_after(&self, operations: u64) {
        self.0.lock().unwrap().left = Some(operations);
    }

    /// Says that the sync of this number failed although all of it is on the platter: a network
    /// disk whose answer is lost. The first sync of a disk is 1.
    pub fn fail_sync(&self, number: u64) {
        self.0.lock().unwrap().fails = Some(number);
    }

    pub fn syncs(&self) -> u64 {
        self.0.lock().unwrap().syncs
    }

    /// What is there when the power comes back: any subset of what was not synced, one of it torn.
    pub fn after_power_loss(&self, dice: &mut Dice) -> Vec<u8> {
        let state = self.0.lock().unwrap();
        let mut image = state.synced.clone();
        let torn = dice.below(state.pending.len() as u64 * 2) as usize;
        for (place, step) in state.pending.iter().enumerate() {
            if dice.below(2) == 0 {
                continue;
            }
            match step {
                Step::Write(offset, data) if place == torn => {
                    let kept = dice.below(data.len() as u64 + 1) as usize;
                    apply(&mut image, &Step::Write(*offset, data[..kept].to_vec()));
                }
                step => apply(&mut image, step),
            }
        }
        image
    }

    fn spend(state: &mut State) -> io::Result<()> {
        match &mut state.left {
            Some(0) => Err(io::Error::other("the power is gone")),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl StorageBackend for ForgetfulDisk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.0.lock().unwrap().current.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let state = self.0.lock().unwrap();
        let start = offset as usize;
        let bytes = state.current.get(start..start + out.len());
        out.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        Self::spend(&mut state)?;
        let step = Step::Length(len);
        apply(&mut state.current, &step);
        state.pending.push(step);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        Self::spend(&mut state)?;
        state.syncs += 1;
        let State {
            synced, pending, ..
        } = &mut *state;
        pending.drain(..).for_each(|step| apply(synced, &step));
        if state.fails == Some(state.syncs) {
            return Err(io::Error::other("the answer is lost"));
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        Self::spend(&mut state)?;
        let step = Step::Write(offset, data.to_vec());
        apply(&mut state.current, &step);
        state.pending.push(step);
        Ok(())
    }
}
