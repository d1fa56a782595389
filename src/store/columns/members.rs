//! The tickets of one customer. Most have one or two: a bitmap each would cost more than the rows.

use roaring::RoaringBitmap;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Members {
    Few(Vec<u32>),
    Many(RoaringBitmap),
}

/// From here on a bitmap is smaller.
const FEW: usize = 16;

impl Default for Members {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Members {
    /// Takes numbers in their order, none of them twice.
    pub(super) fn of(numbers: Vec<u32>) -> Self {
        if numbers.len() > FEW {
            Self::Many(numbers.into_iter().collect())
        } else {
            Self::Few(numbers)
        }
    }

    pub(super) fn insert(&mut self, number: u32) {
        match self {
            Self::Few(numbers) => {
                if let Err(at) = numbers.binary_search(&number) {
                    numbers.insert(at, number);
                }
                if numbers.len() > FEW {
                    *self = Self::Many(numbers.iter().copied().collect());
                }
            }
            Self::Many(bitmap) => {
                bitmap.insert(number);
            }
        }
    }

    pub(super) fn remove(&mut self, number: u32) {
        match self {
            Self::Few(numbers) => numbers.retain(|held| *held != number),
            Self::Many(bitmap) => {
                bitmap.remove(number);
                if bitmap.len() <= FEW as u64 {
                    *self = Self::Few(bitmap.iter().collect());
                }
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Few(numbers) => numbers.is_empty(),
            Self::Many(bitmap) => bitmap.is_empty(),
        }
    }

    pub(super) fn iter(&self) -> Box<dyn Iterator<Item = u32> + '_> {
        match self {
            Self::Few(numbers) => Box::new(numbers.iter().copied()),
            Self::Many(bitmap) => Box::new(bitmap.iter()),
        }
    }

    pub(super) fn bitmap(&self) -> RoaringBitmap {
        self.iter().collect()
    }
}
