"""The directory of Antwerp for other directories: the read API of Open Referral HSDS, under `/hsds`."""
