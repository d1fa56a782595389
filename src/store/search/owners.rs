//! Whose the documents of a large segment are. The walk over all tickets writes those of a ticket side by side: a bit
//! where such a row begins and one number for each row are small enough to be kept, and are gone through once for all
//! that a question met. The index looks up a number for every document.

use roaring::RoaringBitmap;
use tantivy::SegmentReader;

use super::{SearchError, index::TICKET};

/// In place of a number that no ticket has.
const NOBODY: u32 = u32::MAX;

/// The rows of documents of one segment.
pub(super) struct Owners {
    /// For each 64 documents the rows that begin before them, and a bit for each that begins one.
    begins: Vec<(u32, u64)>,
    /// The ticket of each row, or [`NOBODY`].
    tickets: Vec<u32>,
    /// Behind the highest number of a ticket.
    end: u32,
}

impl Owners {
    pub fn read(reader: &SegmentReader) -> Result<Self, SearchError> {
        let numbers = reader.fast_fields().u64(TICKET)?;
        Ok(Self::of(
            (0..reader.max_doc()).map(|doc| numbers.first(doc)),
        ))
    }

    fn of(documents: impl Iterator<Item = Option<u64>>) -> Self {
        let (mut begins, mut tickets) = (Vec::new(), Vec::new());
        for (doc, number) in (0..u32::MAX).zip(documents) {
            let ticket = number.and_then(|number| u32::try_from(number).ok());
            let ticket = ticket.unwrap_or(NOBODY);
            if doc % u64::BITS == 0 {
                let before = u32::try_from(tickets.len()).unwrap_or(u32::MAX);
                begins.push((before, 0));
            }
            if tickets.last() != Some(&ticket)
                && let Some((_, bits)) = begins.last_mut()
            {
                *bits |= 1 << (doc % u64::BITS);
                tickets.push(ticket);
            }
        }
        let known = tickets.iter().filter(|ticket| **ticket != NOBODY);
        let end = known.max().map_or(0, |highest| highest + 1);
        Self {
            begins,
            tickets,
            end,
        }
    }

    /// Adds the ticket of each row of which a document was met. `met` has a bit for each document.
    pub fn tell(&self, met: &[u64], tickets: &mut Tickets) {
        tickets.make_room(self.end);
        let met = met.iter().zip(&self.begins).filter(|(met, _)| **met != 0);
        for (met, (before, begins)) in met {
            // Of each row its last bit in this word. A row that began in an earlier word goes on in this one.
            let goes_on = u32::from(begins & 1 == 0);
            let mut lasts = (begins >> 1) | 1 << (u64::BITS - 1);
            // Ones before the last bit of a row carry into it what is added to them.
            let others = !lasts;
            let told = (((met & others) + others) | met) & lasts;
            let from = usize::try_from(before - goes_on).unwrap_or(usize::MAX);
            for ticket in self.tickets.get(from..).unwrap_or_default() {
                let last = lasts & lasts.wrapping_neg();
                if last == 0 {
                    break;
                }
                tickets.put(*ticket, told & last != 0);
                lasts ^= last;
            }
        }
    }
}

/// Numbers of tickets, a bit for each: a common word names the same ones many times.
#[derive(Default)]
pub(super) struct Tickets(Vec<u8>);

impl Tickets {
    fn make_room(&mut self, end: u32) {
        let bytes = usize::try_from(end.div_ceil(u8::BITS)).unwrap_or(usize::MAX);
        if self.0.len() < bytes {
            self.0.resize(bytes.next_power_of_two(), 0);
        }
    }

    pub fn add(&mut self, number: u32) {
        self.make_room(number.saturating_add(1));
        self.put(number, true);
    }

    /// Adds it if it is one of them, and if there is room. Without a branch, for what is done a million times.
    fn put(&mut self, number: u32, is_one: bool) {
        let byte = usize::try_from(number / u8::BITS).unwrap_or(usize::MAX);
        if let Some(slot) = self.0.get_mut(byte) {
            *slot |= u8::from(is_one) << (number % u8::BITS);
        }
    }

    pub fn bitmap(&self) -> RoaringBitmap {
        RoaringBitmap::from_lsb0_bytes(0, &self.0)
    }
}

#[cfg(test)]
mod tests {
    //! Rows that end within a word, go on over several, and come back.

    use super::{Owners, Tickets};

    fn met(documents: &[usize], of: usize) -> Vec<u64> {
        let mut words = vec![0; of.div_ceil(64)];
        documents
            .iter()
            .for_each(|doc| words[doc / 64] |= 1 << (doc % 64));
        words
    }

    #[test]
    fn the_ticket_of_each_row_that_was_met_is_told() {
        // Documents by ticket: 1 has one, 2 fills a word and more, 3 three, nobody one, 4 one, 1 one more.
        let rows = [
            (Some(1), 1),
            (Some(2), 150),
            (Some(3), 3),
            (None, 1),
            (Some(4), 1),
            (Some(1), 1),
        ];
        let documents: Vec<Option<u64>> = rows
            .iter()
            .flat_map(|(ticket, many)| std::iter::repeat_n(*ticket, *many))
            .collect();
        let owners = Owners::of(documents.iter().copied());
        let told = |documents: &[usize]| {
            let mut tickets = Tickets::default();
            owners.tell(&met(documents, 157), &mut tickets);
            tickets.bitmap().iter().collect::<Vec<u32>>()
        };
        let all: Vec<usize> = (0..157).collect();
        let nobody: Vec<u32> = Vec::new();
        assert_eq!(told(&[]), nobody);
        assert_eq!(told(&[154]), nobody, "a number that no ticket has");
        assert_eq!(told(&all), [1, 2, 3, 4]);
        assert_eq!(told(&[0, 63]), [1, 2]);
        assert_eq!(told(&[64, 65, 127]), [2], "a row that began before");
        assert_eq!(told(&[150, 151, 153]), [2, 3]);
        assert_eq!(told(&[155, 154]), [4]);
        for (doc, ticket) in documents.iter().enumerate() {
            let ticket = ticket.map(|ticket| u32::try_from(ticket).unwrap());
            assert_eq!(
                told(&[doc]),
                ticket.into_iter().collect::<Vec<_>>(),
                "{doc}"
            );
        }
    }
}
