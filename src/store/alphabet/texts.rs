//! A short text for each number, all of them behind each other in one string: a million cost little
//! more than their letters.

#[cfg(test)]
mod tests;

use std::{collections::HashMap, num::NonZeroU32};

/// Below so many bytes that nobody has any more, the string stays as it is.
const SPARE: usize = 1 << 20;

#[derive(Debug)]
pub(super) struct Texts {
    /// Begins with a byte that is nobody's, so that no text ends at 0.
    all: String,
    /// By number.
    places: Vec<Option<Place>>,
    /// Bytes of what was replaced, also where others still share it.
    spare: usize,
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Place {
    start: u32,
    end: NonZeroU32,
}

/// Of a text of no length, and of what finds no room in 4 GiB.
const EMPTY: Place = Place {
    start: 1,
    end: NonZeroU32::MIN,
};

impl Default for Texts {
    fn default() -> Self {
        Self {
            all: " ".to_owned(),
            places: Vec::new(),
            spare: 0,
        }
    }
}

impl Texts {
    pub(super) fn get(&self, number: u32) -> Option<&str> {
        self.at((*self.places.get(number as usize)?)?)
    }

    fn at(&self, place: Place) -> Option<&str> {
        self.all.get(place.start as usize..place.end.get() as usize)
    }

    /// Gives a number its text, in place of the one that it had.
    pub(super) fn set(&mut self, number: u32, text: &str) {
        let place = append(&mut self.all, text);
        self.put(number, place);
    }

    /// Gives a number the text of another, which is not written twice.
    pub(super) fn share(&mut self, number: u32, other: u32) {
        let place = self.places.get(other as usize).copied().flatten();
        self.put(number, place.unwrap_or(EMPTY));
    }

    fn put(&mut self, number: u32, place: Place) {
        let index = number as usize;
        if self.places.len() <= index {
            self.places.resize(index + 1, None);
        }
        let Some(slot) = self.places.get_mut(index) else {
            return;
        };
        if let Some(old) = slot.replace(place) {
            self.spare += (old.end.get() - old.start) as usize;
        }
        if self.spare > SPARE && self.spare > self.all.len() / 2 {
            self.compact();
        }
    }

    fn compact(&mut self) {
        let mut fresh = Self::default();
        let mut moved: HashMap<Place, Place> = HashMap::new();
        fresh.places = self.places.clone();
        for place in fresh.places.iter_mut().flatten() {
            let text = self.at(*place).unwrap_or_default();
            let to = moved.entry(*place);
            *place = *to.or_insert_with(|| append(&mut fresh.all, text));
        }
        *self = fresh;
    }
}

fn append(all: &mut String, text: &str) -> Place {
    let start = all.len();
    let place = place(start, start + text.len()).unwrap_or(EMPTY);
    if place != EMPTY {
        all.push_str(text);
    }
    place
}

fn place(start: usize, end: usize) -> Option<Place> {
    Some(Place {
        start: u32::try_from(start).ok()?,
        end: NonZeroU32::new(u32::try_from(end).ok()?)?,
    })
}
