//! QTI packages, well-meant and hostile.
#![cfg(feature = "import")]

mod package {
    mod hostile;
    mod sample;
    mod well_meant;
    mod zip_bytes;
}
