namespace Tureen.Engine.Transports.Capture;

/// <summary>Knows the keys of a DTLS session.</summary>
internal interface IKeyLogSource
{
    /// <summary>The line of a key log that decrypts the session; null while its keys are not agreed on.</summary>
    string? KeyLogLine { get; }
}
