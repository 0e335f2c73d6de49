using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Settings;

public enum SettingsField
{
    Names = 0,
    SecurityContact = 1,
    Signatory = 2,
    Logo = 3,
    PublicAddress = 4,
    DueSoonDays = 5,
    SessionHours = 6,
    IdleHours = 7,
    FourEyesRelaxed = 8,
    ReminderDays = 9,
    BrakePercent = 10,
    WithoutMail = 11,
    PersonnelLanguage = 12,
    KeepsIin = 13,
    NumbersOnly = 14,
}

public sealed record SettingsChange(SettingsField Field, TextRef? Before, TextRef? After) : IFactPart;

/// <param name="FourEyesRelaxed">As it holds from now on: it decides who may publish.</param>
[RecordedAs("settings.changed")]
public sealed record SettingsChanged(int Version, FactList<SettingsChange> Changes, bool FourEyesRelaxed) : Fact;
