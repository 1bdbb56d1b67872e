/**
 * Names of the bundled dossier as people mistype them, each with its kind and the slug that is meant. Written from the
 * names alone, before any rule against wrong answers was tuned; every second line was kept out of the tuning.
 */
export const misspelt = `
place|plamira|palmyra
place|pamyra|palmyra
place|palmyera|palmyra
place|palmyta|palmyra
place|palmurra|palmyra
place|pallmyra|palmyra
place|palmeera|palmyra
place|paymyra|palmyra
place|almyra|palmyra
place|palmyrs|palmyra
place|tadmoor city|palmyra
place|tamdur|palmyra
place|taddmur|palmyra
place|tsdmur|palmyra
place|tadmore|palmyra
place|tdamor|palmyra
place|sukhanh|al-sukhnah
place|sukhnh|al-sukhnah
place|sukhnaj|al-sukhnah
place|al-sokhnah|al-sukhnah
place|al-suknhah|al-sukhnah
place|al sykhnah|al-sukhnah
place|al sukhnsh|al-sukhnah
place|thiniya|al-thinayya-checkpoint
place|thynayya|al-thinayya-checkpoint
place|tinayya|al-thinayya-checkpoint
place|al-thiniyya checkpiont|al-thinayya-checkpoint
place|polise station|police-station
place|polce station|police-station
place|main polic station|police-station
place|baath headquaters|baath-party-headquarters
place|baath headqarters|baath-party-headquarters
place|nationl hospital|national-hospital
place|natonal hospital|national-hospital
place|hajjna|hajjana-security-center
place|hajjana secutiry center|hajjana-security-center
place|hajaana|hajjana-security-center
place|hajjans|hajjana-security-center
place|secuirty center|hajjana-security-center
place|officers housng|officers-housing
place|offcers' housing|officers-housing
place|mukatb al dour|muktab-al-dour-checkpoint
place|muktb al dour|muktab-al-dour-checkpoint
place|maktb dour|muktab-al-dour-checkpoint
place|basaten|al-basateen
place|al-bsateen|al-basateen
place|al bazateen|al-basateen
place|basatene|al-basateen
place|hayl gass field|al-hayl-gas-field
place|al-hayel gas field|al-hayl-gas-field
place|hayl gasfeild|al-hayl-gas-field
place|thathaa|al-thathah
place|al-fawll|al-fawl
place|al mujawwar|al-mujawar
place|mujawarr|al-mujawar
place|al sinaah|al-sinaa
place|jazzal oil field|jazal-oil-field
place|jzal|jazal-oil-field
place|jazal iol field|jazal-oil-field
place|oil feild|jazal-oil-field
place|jazalo|jazal-oil-field
place|mahinn|mahin
place|mahhin|mahin
place|maihn|mahin
place|huwwarn|huwwarin
place|huwwarim|huwwarin
place|huwwaarin|huwwarin
place|hawwaren|huwwarin
place|hurwarin|huwwarin
place|palmyra theatr|palmyra-theatre
place|roman theate|palmyra-theatre
place|romen theatre|palmyra-theatre
place|ampitheatre|palmyra-theatre
place|ruins of palymra|ruins-of-palmyra
place|ancient plamyra|ruins-of-palmyra
place|histric site|ruins-of-palmyra
place|palmyra ruinss|ruins-of-palmyra
place|pubilc square|public-square
actor|isiis|isil
actor|daaesh|isil
actor|islmaic state|isil
actor|ilsamic state|isil
actor|islamic sttae|isil
actor|islamist state|isil
actor|isil militnats|isil
actor|syrian amy|government-forces
actor|sirian army|government-forces
actor|syrian arab armi|government-forces
actor|goverment forces|government-forces
actor|syrian goverment forces|government-forces
actor|governement troops|government-forces
actor|syrian governmet|syrian-government
actor|syrain government|syrian-government
actor|syrian observatry|sohr
actor|syrian observatory for human rigths|sohr
actor|observatory for humna rights|sohr
actor|syrian sate tv|state-tv
actor|state televsion|state-tv
actor|televsion|state-tv
actor|pro-oppositon sources|pro-opposition-sources
actor|residants|residents
actor|khaled al asad|khaled-al-asaad
actor|khaled al-assaad|khaled-al-asaad
actor|kahled al-asaad|khaled-al-asaad
actor|khaleed asad|khaled-al-asaad
actor|khaled alasaad|khaled-al-asaad
actor|khaled asaaad|khaled-al-asaad
actor|archaelogist|khaled-al-asaad
actor|head of antiquites|khaled-al-asaad
actor|ahyam kamel|ayham-kamel
actor|ayam kamel|ayham-kamel
actor|eruasia group|eurasia-group
actor|euroasia group|eurasia-group
actor|euraisa|eurasia-group
actor|uensco|unesco
actor|unesc|unesco
actor|unescp|unesco
actor|ba'aath party|baath-party
actor|baath patry|baath-party
actor|bathist party|baath-party
actor|chechins|chechen-fighters
actor|chechen fighers|chechen-fighters
actor|christans|christians
actor|cristians|christians
actor|civilans|civilians
actor|goverment supporters|government-supporters
actor|loyalits|government-supporters
event|palmira offensive|palmyra-offensive
event|palmyra offensve|palmyra-offensive
event|jazzal|jazal-oil-field
event|jzaal|jazal-oil-field
event|evacuatoin|residents-report
event|fall of plamyra|capture-of-palmyra
event|exectuions in palmyra|report-of-22-may
event|theatre vidoe|theatre-video
event|huwwarrin|mahin-and-huwwarin
event|beheeding of khaled asaad|khaled-al-asaad
event|eastren frontline|muktab-al-dour-and-al-basateen
event|amunition|forward-isil-positions
event|hajjana figthing|hajjana-and-officers-housing
event|tactcal defeat|government-view
event|gas feild battle|al-hayl-gas-field
question|casualites|executed-killed-detained
question|how many exectued in palmyra|executed-killed-detained
question|deth toll|executed-killed-detained
question|evacaution|evacuation
question|officers deprature|officers-departure
question|signifcance|significance
question|jazel casualties|jazal-oil-field-figures
question|how many ronds|forward-isil-positions
question|theater vidio|theatre-video
question|archeologist behedded|khaled-al-asaad
question|chechens fighters|forward-isil-positions
question|misiles on checkpoints|hajjana-and-officers-housing
question|sukhnha|al-sukhnah-and-al-thinayya
`;

export const misspeltHeldOut = `
place|palmria|palmyra
place|palmryra|palmyra
place|palnyra|palmyra
place|pslmyra|palmyra
place|palmyraa|palmyra
place|palmera|palmyra
place|palymyra|palmyra
place|lapmyra|palmyra
place|palmya|palmyra
place|polmyra|palmyra
place|tadmut|palmyra
place|tadumr|palmyra
place|tadmuur|palmyra
place|tadnur|palmyra
place|tedmour|palmyra
place|sukhna city|al-sukhnah
place|suknha|al-sukhnah
place|skuhnah|al-sukhnah
place|al sukhnan|al-sukhnah
place|al sukknah|al-sukhnah
place|alsukhna|al-sukhnah
place|suhknah|al-sukhnah
place|soukhnah|al-sukhnah
place|al thinaya chekpoint|al-thinayya-checkpoint
place|thinnayya checkpoint|al-thinayya-checkpoint
place|thinayaa|al-thinayya-checkpoint
place|thinatya|al-thinayya-checkpoint
place|police sation|police-station
place|plice station sukhnah|police-station
place|bath party headquaters|baath-party-headquarters
place|baath party head quarters|baath-party-headquarters
place|national hosptal|national-hospital
place|hospitel|national-hospital
place|hospitla|national-hospital
place|hajanna|hajjana-security-center
place|hajjanna|hajjana-security-center
place|hjajana|hajjana-security-center
place|security centre hajana|hajjana-security-center
place|oficers housing|officers-housing
place|officer houseing|officers-housing
place|muktab al-dor chekpoint|muktab-al-dour-checkpoint
place|maktab aldour|muktab-al-dour-checkpoint
place|muktab al duor|muktab-al-dour-checkpoint
place|mukteb al dour|muktab-al-dour-checkpoint
place|basateeen|al-basateen
place|basatten|al-basateen
place|basateem|al-basateen
place|al hayl gas feild|al-hayl-gas-field
place|gas feild|al-hayl-gas-field
place|al hyal gas field|al-hayl-gas-field
place|al thathh|al-thathah
place|tathah|al-thathah
place|mujwar|al-mujawar
place|mujavar|al-mujawar
place|al-mujwaar|al-mujawar
place|al siina'a|al-sinaa
place|jazla|jazal-oil-field
place|jazaal oil feild|jazal-oil-field
place|jasal oil field|jazal-oil-field
place|jzaal oilfield|jazal-oil-field
place|jaxal|jazal-oil-field
place|mahiin|mahin
place|mahein|mahin
place|huwarrn|huwwarin
place|huwwrin|huwwarin
place|hwwarin|huwwarin
place|huwwairn|huwwarin
place|huwaarin|huwwarin
place|palmira theatre|palmyra-theatre
place|palmyra thaetre|palmyra-theatre
place|roman theathre|palmyra-theatre
place|palmyra amphiteatre|palmyra-theatre
place|amphitheter|palmyra-theatre
place|palmyra riuns|ruins-of-palmyra
place|archeological site|ruins-of-palmyra
place|anicent palmyra|ruins-of-palmyra
place|public sqare|public-square
place|main sqaure|main-square
actor|daeshh|isil
actor|dasesh|isil
actor|islamic stae|isil
actor|islamic satte|isil
actor|isalmic sate|isil
actor|isis figthers|isil
actor|islamic state of irak and the levant|isil
actor|syrien army|government-forces
actor|syrian aram army|government-forces
actor|syran army|government-forces
actor|governemnt forces|government-forces
actor|syrian soliders|government-forces
actor|syrian govermnent|syrian-government
actor|syrian gvernment|syrian-government
actor|syrian autorities|syrian-government
actor|syrian obervatory|sohr
actor|syrian observitory for human rights|sohr
actor|syrian obsrvatory|sohr
actor|syrian televison|state-tv
actor|sirian state tv|state-tv
actor|oposition sources|pro-opposition-sources
actor|opposition soruces|pro-opposition-sources
actor|palmyra residnets|residents
actor|khalde al-asaad|khaled-al-asaad
actor|khalled al asaad|khaled-al-asaad
actor|khaled al-asada|khaled-al-asaad
actor|khald al asaad|khaled-al-asaad
actor|kaled asad|khaled-al-asaad
actor|archeologst|khaled-al-asaad
actor|antiquarain|khaled-al-asaad
actor|ayham kamell|ayham-kamel
actor|ayhem kamal|ayham-kamel
actor|ayham kaml|ayham-kamel
actor|eurasia gruop|eurasia-group
actor|eurasa group|eurasia-group
actor|unescco|unesco
actor|unseco|unesco
actor|unsesco|unesco
actor|unasco|unesco
actor|baat party|baath-party
actor|baathsts|baath-party
actor|chechan|chechen-fighters
actor|checehn fighters|chechen-fighters
actor|chehcens|chechen-fighters
actor|chirstians|christians
actor|christains|christians
actor|civillians|civilians
actor|government suporters|government-supporters
event|palmyra ofensive|palmyra-offensive
event|battle of plamyra|palmyra-offensive
event|jazal clahses|jazal-oil-field
event|jazall|jazal-oil-field
event|evacution|residents-report
event|capture of palmira|capture-of-palmyra
event|palmyra masacre|report-of-22-may
event|door to door serches|searches-in-palmyra
event|theatr video|theatre-video
event|khaled asad beheaded|khaled-al-asaad
event|archeologist beheaded|khaled-al-asaad
event|prayer boks|forward-isil-positions
event|thermal misiles|forward-isil-positions
event|strategic gian|government-view
event|eurasia gorup|kamel-statement
question|exections|executed-killed-detained
question|casulties|executed-killed-detained
question|how many poeple were killed|executed-killed-detained
question|detianed|executed-killed-detained
question|evacuaton of civilians|evacuation
question|siginificance|significance
question|strategic importence|significance
question|ammuniton|forward-isil-positions
question|perscution of christians|mahin-and-huwwarin
question|frontlin|muktab-al-dour-and-al-basateen
question|door to dor searches|searches-in-palmyra
question|silk raod|ruins-and-ancient-world
question|pannic in palmyra|civilians-and-monuments
`;
