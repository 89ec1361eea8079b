//! QTI items as other systems write them, and ours there and back.
#![cfg(feature = "import")]

mod qti {
    mod fixtures;
    mod refused;
    mod round_trip;
    mod taken;
}
