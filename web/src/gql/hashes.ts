// Made by `npm run codegen`. Changes made here are lost.
export const hashes: Readonly<Record<string, string>> = {
  "Appointment": "2d0d7073f1d281c85462cc1bffcbf35b11002a30792fcf1b8f7f9375bf6ee9ee",
  "Appointments": "923d509e821ffaaf0fc348d89a15edab27a7cd606bcf0b06aa7cbce307de91ed",
  "AuditLog": "e016ee146a48e182296abc59a84d65195c33dec37e91f8ef4fe5b07d0c4a9515",
  "TelehealthMetrics": "230230b4b70a400dbbb4305331b6c0c7c0005f813df494a532ebbfbb41bfcbf2",
  "SaveSoapNote": "ff806c159b1631c83d9f9a7ab407663456035b1aed819e2f80d82dd71f85f089",
  "ChangeOrganizationSettings": "83ad552d125ff22dcddf3379b799c05451eb63b4f83b9ca2b592b9de0778b0a5",
  "OrganizationFindings": "0523cb115891c4deba6c08c9610fbc1a74be4315fc96dd0ae55138bc21f0a258",
  "OrganizationSettings": "2b308c2f7a45706e773f30d31bb5802975483bf221a08dc42f3eb07254f9654c",
  "Viewer": "94360b2976119755f40e4fa2de9b068bda289899c7b083052ff1f296f5952b7e",
  "CreatePatientLink": "9bbb17d2a73f0044a504d549d95c99bc65002618e41c2e931748f9fab7fee0e2",
  "EndTelehealthSession": "5ce6bd73129508714357fe648932ce53c4a9ccd37e09727cbb7a2997294a203a",
  "JoinTelehealth": "b35ab410d4e3da65c1a5935ab6d90a02660115053ce1f0821f08f50c8b3f375d",
  "RoomReady": "2b23646db2bf8ca49ac0eeb83476f544fdee6c8e85aec32e3edffa0a2411bcee",
  "StartTelehealthSession": "e331c2869fe980529f2a15393de890ebe5f08ecae13521b233860eafa5b8e5e6"
};
