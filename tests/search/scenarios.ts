/** What people type about the bundled dossier, each beside the slug or excerpt that must come first. */
export const named = `
place|palmra|palmyra
place|palmyr|palmyra
place|tadmour|palmyra
place|tudmor|palmyra
place|tadmir|palmyra
place|Пальмира|palmyra
place|al sukhna|al-sukhnah
place|alsukhnah|al-sukhnah
place|as-sukhneh|al-sukhnah
place|sukhnaa|al-sukhnah
place|السخنه|al-sukhnah
place|thinaya checkpoint|al-thinayya-checkpoint
place|checkpoint thinayya|al-thinayya-checkpoint
place|police station sukhnah|police-station
place|baath hq|baath-party-headquarters
place|national hospitl|national-hospital
place|hajana|hajjana-security-center
place|officers housing|officers-housing
place|maktab al dour|muktab-al-dour-checkpoint
place|muktab dur|muktab-al-dour-checkpoint
place|bassateen|al-basateen
place|basatin village|al-basateen
place|hayl gas|al-hayl-gas-field
place|gas field hayl|al-hayl-gas-field
place|al hail gasfield|al-hayl-gas-field
place|jazal|jazal-oil-field
place|jezal oil|jazal-oil-field
place|oil field|jazal-oil-field
place|حقل جزل|jazal-oil-field
place|maheen|mahin
place|huwarin|huwwarin
place|hawarin|huwwarin
place|palmyra theater|palmyra-theatre
place|roman theatre|palmyra-theatre
place|theatre palmyra|palmyra-theatre
place|amphitheatre|palmyra-theatre
place|ruins|ruins-of-palmyra
place|ancient palmyra|ruins-of-palmyra
place|public square|public-square
place|main square|main-square
place|mujawar|al-mujawar
place|sinaa|al-sinaa
place|fawl|al-fawl
actor|isis|isil
actor|daesh|isil
actor|da'ish|isil
actor|islamic state|isil
actor|islamc state|isil
actor|داعش|isil
actor|syrian army|government-forces
actor|saa|government-forces
actor|army|government-forces
actor|government forces|government-forces
actor|sohr|sohr
actor|syrian observatory|sohr
actor|observatory for human rights|sohr
actor|state tv|state-tv
actor|syrian television|state-tv
actor|khaled asaad|khaled-al-asaad
actor|khalid al-asaad|khaled-al-asaad
actor|asaad|khaled-al-asaad
actor|خالد الاسعد|khaled-al-asaad
actor|khaled al assad|khaled-al-asaad
actor|kamel|ayham-kamel
actor|ayham kamil|ayham-kamel
actor|eurasia|eurasia-group
actor|unesco|unesco
actor|baath|baath-party
actor|chechens|chechen-fighters
actor|residents|residents
actor|christians|christians
event|khaled asaad palmyra|khaled-al-asaad
event|18 aug|khaled-al-asaad
event|18 august 2015|khaled-al-asaad
event|august 18|khaled-al-asaad
event|2015-08-18|khaled-al-asaad
event|beheaded archaeologist|khaled-al-asaad
event|july 2015|theatre-video
event|theatre video|theatre-video
event|video theater|theatre-video
event|isis video palmyra|theatre-video
event|18-20 may|jazal-oil-field
event|20 may|jazal-oil-field
event|jazal|jazal-oil-field
event|jazal clashes|jazal-oil-field
event|22 may|report-of-22-may
event|8 august|mahin-and-huwwarin
event|8 aug|mahin-and-huwwarin
event|mahin|mahin-and-huwwarin
event|christians flee|mahin-and-huwwarin
event|400 state tv|figures-of-sohr-and-state-tv
event|door to door searches|searches-in-palmyra
event|purge|searches-in-palmyra
event|al-hayl|al-hayl-gas-field
event|gas field|al-hayl-gas-field
event|prayer books|forward-isil-positions
event|thermal missiles|forward-isil-positions
event|residents report|residents-report
event|kamel|kamel-statement
event|strategic gain|government-view
event|hajjana|hajjana-and-officers-housing
event|basateen|muktab-al-dour-and-al-basateen
event|sukhnah|al-sukhnah-and-al-thinayya
event|palmyra offensive|palmyra-offensive
event|fall of palmyra|capture-of-palmyra
event|panic|civilians-and-monuments
event|may 2015|palmyra-offensive
question|how many executed in palmyra|executed-killed-detained
question|how many people died|executed-killed-detained
question|400 state tv|executed-killed-detained
question|sohr 168|executed-killed-detained
question|600 detained|executed-killed-detained
question|were civilians evacuated|evacuation
question|evacuation|evacuation
question|did saa officers flee|officers-departure
question|officers fled|officers-departure
question|gas field 32|al-hayl-gas-field
question|48 soldiers|jazal-oil-field-figures
question|jazal dead|jazal-oil-field-figures
question|10000 rounds|forward-isil-positions
question|how much ammunition|forward-isil-positions
question|theatre video|theatre-video
question|how did khaled asaad die|khaled-al-asaad
question|strategic importance|significance
question|eurasia group|significance
question|prayer books|forward-isil-positions
question|who captured sukhnah|al-sukhnah-and-al-thinayya
question|frontline|muktab-al-dour-and-al-basateen
question|silk road|ruins-and-ancient-world
question|persecution of christians|mahin-and-huwwarin
question|purge|searches-in-palmyra
place|tadmurr|palmyra
place|palmirra|palmyra
place|soukhne|al-sukhnah
place|sukhnha|al-sukhnah
place|muktab al-dour chekpoint|muktab-al-dour-checkpoint
place|police staton|police-station
place|jazal oilfeild|jazal-oil-field
place|theater of palmyra|palmyra-theatre
place|palmyra amphitheater|palmyra-theatre
place|historic site|ruins-of-palmyra
place|unesco site palmyra|ruins-of-palmyra
place|village of basateen|al-basateen
place|thathah|al-thathah
place|where is huwwarin|huwwarin
actor|islamic sate|isil
actor|isil fighters|isil
actor|syrian obsevatory|sohr
actor|kaled assad antiquities|khaled-al-asaad
actor|ayham|ayham-kamel
actor|syrian government|syrian-government
actor|pro opposition sources|pro-opposition-sources
actor|baathists|baath-party
event|august 2015|khaled-al-asaad
event|beheading antiquarian|khaled-al-asaad
event|asaad khaled|khaled-al-asaad
event|early july|theatre-video
event|executions theatre|theatre-video
event|48 soldiers|jazal-oil-field
event|may 18|jazal-oil-field
event|may 18 2015 jazal|jazal-oil-field
event|18 to 20 may 2015|jazal-oil-field
event|8 august 2015|mahin-and-huwwarin
event|2015-07|theatre-video
event|mahin huwwarin august|mahin-and-huwwarin
event|isil mahin|mahin-and-huwwarin
event|sohr 168|figures-of-sohr-and-state-tv
event|168|figures-of-sohr-and-state-tv
event|russian prayer books|forward-isil-positions
event|checkpoint basateen|muktab-al-dour-and-al-basateen
event|gas field 32 militants|al-hayl-gas-field
event|ba'ath headquarters sukhnah|al-sukhnah-and-al-thinayya
question|how many soldiers died at jazal|jazal-oil-field-figures
question|who evacuated civilians|evacuation
question|were there chechens|forward-isil-positions
question|how many people did isis execute|executed-killed-detained
question|what did state tv say|executed-killed-detained
question|archaeologist beheaded|khaled-al-asaad
question|how many rounds|forward-isil-positions
question|why is palmyra important|significance
question|did the army run away|officers-departure
question|door to door|searches-in-palmyra
question|fighting in sukhnah|al-sukhnah-and-al-thinayya
question|archaeological monuments|civilians-and-monuments
`;

export const worded = `
how many executed in palmyra|PAL-11,PAL-13
400 state tv|PAL-13
18 aug|PAL-15
18-20 may|PAL-08
july 2015|PAL-14
christians fled|PAL-10
door-to-door searches|PAL-12
prayer books in russian|PAL-07
unesco world heritage|PAL-16
nominal control provinces|PAL-17
gas field militants killed|PAL-06
civilians not evacuated|PAL-09
officers fled the city|PAL-09
missiles checkpoints|PAL-04
national hospital|PAL-02
silk road roman empire|PAL-01
desert oasis|PAL-01
panic among civilians|PAL-03
eastern frontline village|PAL-05
thermal misiles|PAL-07
beheded antiquarian|PAL-15
teens video theatre|PAL-14
168 killed 600 detained|PAL-13
between 150 and 280|PAL-11
8 august|PAL-10
Did you know ISIS executed 400 people in Palmyra according to state TV? crazy|PAL-13
I read that residents said the civilians were never evacuated and the officers just fled the city before the conscripts lol|PAL-09
tactical defeat|PAL-16
khaled al asaad archaeologist|PAL-15
10,000 rounds|PAL-07
`;

export const notHeld = `
aleppo
raqqa
mosul
deir ez-zor
kobani
idlib
damascus airport
ain sokhna
hama
homs
hasakah
baghdad
tikrit
ramadi
fallujah
bashar al-assad
putin
hezbollah
iran
turkey
white helmets
free syrian army
al-nusra
peshmerga
ypg
obama
battle of aleppo
palmyra offensive 2016
palmyra offensive march 2016
palmyra new york
palmyra ny
siege of kobani
chemical attack ghouta
ghouta
how many died in aleppo
who captured raqqa
when did isis capture mosul
russian airstrikes
temple of bel destroyed
arch of triumph
nimrud
hatra
حلب
الرقة
دمشق
القريتين
pizza
weather tomorrow
minecraft
asdfgh
qwertyuiop
zzz
hawija
jabal druze
sokhna egypt
mahdi army
khalid sheikh mohammed
halabja
james foley
yazidis
sinjar
17 march
9 september 2014
2003
june 2014
500 state tv
sukhoi
t4 airbase
shaer gas field
kamal ataturk
eurasian union
palmyra pennsylvania
al-bab
al-hol
al-tanf
al-hasakah
al-qaeda
al-shaddadi
jordanian pilot
sirte
manbij
tal afar
latakia
tartus
daraa
quneitra
qamishli
afrin
jarabulus
suwayda
beirut
amman
kirkuk
erbil
babylon
petra
baalbek
aleppo citadel
battle of mosul
fall of ramadi
burning of the jordanian pilot
us airstrikes
hillary clinton
erdogan
al-baghdadi
jihadi john
sdf
hamas
taliban
boko haram
red cross
amnesty international
al jazeera
cnn
bbc
reuters
2014
march 2016
12 june
25 december
1000 executed
5000 refugees
oil price
football
recipe for hummus
holly
main street
public library
national museum
maheer
huzaifa
khaled meshaal
khalid ibn al-walid
ayman al-zawahiri
syria war crimes tribunal
kamala harris
al-sweida
palmira colombia
palmyra atoll
tadmor university
sana
sanaa yemen
hail saudi arabia
java
mahmoud
ruins of carthage
colosseum
roman theatre of bosra
homs gas field
omar oil field
camel
camel market
array
perth
petropolis
havana
hagen
medina
modena
medan
boston
zenica
plovdiv
osasco
surrey
armenia
masina
cormilla
documents
arguments
ideas
short
batch
yield
since
with
from
`;

/** Queries that nothing was tuned on, each beside the excerpts of which one must come first. */
export const wordedHeldOut = `
beheading of the archeologist|PAL-15
isis video executions amphitheatre|PAL-14
captives in dark fatigues|PAL-14
where did the christians go|PAL-10
conscripts left behind|PAL-09
did officers run away|PAL-09
SOHR death toll|PAL-13
600 detained|PAL-13
how many soldiers died at jazal|PAL-08
30 militants dead|PAL-08
gas field 32|PAL-06
chechen fighters russian books|PAL-07
ammunition rounds rebel|PAL-07
persia india china|PAL-01
ancient world trade|PAL-01
baath party headquarters|PAL-02
fighting in sukhna|PAL-02
muktab al dour|PAL-05
officers housing missiles|PAL-04
fugitive soldiers|PAL-12
who was killed in the public square|PAL-11
280 loyalists beheaded|PAL-11
jordan iraq cooperation|PAL-16
us syria policy|PAL-16
ayham kamel|PAL-17
daesh purge|PAL-12
خالد الأسعد|PAL-15
السخنة|PAL-02
hung his body on a collumn|PAL-15
May 22 report|PAL-11
`;

/** What the dossier does not hold, of which nothing was tuned on either. */
export const notHeldHeldOut = `
palermo
sukhumi
jasmine
karachi
mahindra
casablanca
benghazi
mogadishu
evaluation
exhibition
hospitality
perhaps
however
chess
python tutorial
بغداد
موسكو
michael jordan
raqqa executions
kharkiv tank battle
khartoum
pulmonary
execute order 66
mariupol evacuation
500 christians
oil spill
columbia university
russian roulette
900 executed
15 september
`;

/** The lines of a block, cut at their bars. */
export const lines = (block: string): string[][] =>
  block
    .trim()
    .split("\n")
    .map((line) => line.split("|"));
