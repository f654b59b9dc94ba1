namespace Tureen.Net.Linux;

/// <summary>The values of errno that are handled differently.</summary>
internal enum LinuxError
{
    NotPermitted = 1,
    Interrupted = 4,
    InputOutput = 5,
    TryAgain = 11,
    AccessDenied = 13,
    Invalid = 22,
    SystemFileTableFull = 23,
    TooManyFiles = 24,
    NoSystemCall = 38,
    MessageTooLong = 90,
    NoProtocolOption = 92,
    NotSupported = 95,
    FamilyNotSupported = 97,
    AddressInUse = 98,
    AddressNotAvailable = 99,
    NoBuffers = 105,
    ConnectionRefused = 111,
}
