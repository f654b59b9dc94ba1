namespace Tureen.Client;

/// <summary>How severe an entry of the log is.</summary>
public enum ClientLogLevel
{
    /// <summary>Details of operation.</summary>
    Debug,

    /// <summary>Warnings.</summary>
    Warn,

    /// <summary>Failures.</summary>
    Error,
}
