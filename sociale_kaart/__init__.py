"""The sociale kaart: which help there is in Antwerp, where, when, for whom, and how near.

A library without web and without Rasa. Its one door is `sociale_kaart.directory`: "food near 2060"
goes in, places with their reasons come out.
"""
