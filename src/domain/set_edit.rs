//! A change of a list that several people may change: exactly these, or some more and some less.

/// What shall become of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetEdit<T> {
    /// Exactly these.
    To(Vec<T>),
    /// What is not named stays, whoever changed it meanwhile.
    By { give: Vec<T>, take: Vec<T> },
}

impl<T: Copy + PartialEq> SetEdit<T> {
    /// The change from what somebody was shown to what they chose; None if they changed nothing.
    #[must_use]
    pub fn between(was: &[T], is: &[T]) -> Option<Self> {
        let without = |some: &[T], others: &[T]| -> Vec<T> {
            let left = some.iter().filter(|one| !others.contains(one));
            left.copied().collect()
        };
        let (give, take) = (without(is, was), without(was, is));
        (!give.is_empty() || !take.is_empty()).then_some(Self::By { give, take })
    }

    /// The list after it, in its order.
    #[must_use]
    pub fn applied(&self, now: &[T]) -> Vec<T> {
        match self {
            Self::To(list) => list.clone(),
            Self::By { give, take } => {
                let kept = now.iter().filter(|one| !take.contains(one));
                let new = give.iter().filter(|one| !now.contains(one));
                kept.chain(new).copied().collect()
            }
        }
    }
}

impl<T> From<Vec<T>> for SetEdit<T> {
    fn from(list: Vec<T>) -> Self {
        Self::To(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_somebody_changed_is_changed() {
        let edit = SetEdit::between(&[1, 2, 3], &[2, 3, 4]).unwrap();
        // Meanwhile somebody took 2 away and gave 5.
        assert_eq!(edit.applied(&[1, 3, 5]), [3, 5, 4]);
        assert_eq!(edit.applied(&[4]), [4]);
        assert_eq!(SetEdit::between(&[1, 2], &[2, 1]), None);
        assert_eq!(SetEdit::from(vec![7]).applied(&[1]), [7]);
    }
}
