// Made by `npm run codegen`. Changes made here are lost.
export const hashes: Readonly<Record<string, string>> = {
  "Appointment": "6c8862e8054ed1b7d25e9c648dd092f8ae14fd58ed0e616e27c280be0b67facf",
  "Appointments": "e4d1d229237d0f593c626da5a8e62916bba8a8846e02d785c3d314535214c04d",
  "AuditLog": "7dab7de20edf9e8bf086b3c3fc01b49a13fbe0233e03fe2bb9b35fb813c2317c",
  "TelehealthMetrics": "230230b4b70a400dbbb4305331b6c0c7c0005f813df494a532ebbfbb41bfcbf2",
  "SaveSoapNote": "ff806c159b1631c83d9f9a7ab407663456035b1aed819e2f80d82dd71f85f089",
  "ChangeJitsiSetting": "815e1bbfff1302fd09003772df57378a15ef9ed596281f7e507e19fb03e6439b",
  "JitsiFindings": "331c1216b84d3dba6237594538d258eaef8bbd1e837b6e6db8f6b75aa54b64b0",
  "JitsiSettings": "1f65af673997a05706446d6c232495cfd99d33f9a9e0771608575357eb1c30d4",
  "Viewer": "807b6bb913a3e09f7f32251efecd6022eb313db036f2b6b8434d9240c756d37c",
  "CreatePatientLink": "9bbb17d2a73f0044a504d549d95c99bc65002618e41c2e931748f9fab7fee0e2",
  "EndTelehealthSession": "5ce6bd73129508714357fe648932ce53c4a9ccd37e09727cbb7a2997294a203a",
  "JoinTelehealth": "3f77d224138dcd9ea87c3e026eba17c689db8e6a0957484ff8f8f94e885b6da8",
  "RoomReady": "06019ad46d91d8dca420fe598a3d7c860bd638459253436af13d5ab88a8679c3",
  "StartTelehealthSession": "0d17d2b21573425bec09296ccfc9ba1de5a03f1e8ce8f09907be26c089288c99"
};
