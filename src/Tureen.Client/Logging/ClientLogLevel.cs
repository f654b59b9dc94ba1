namespace Tureen.Client;

/// <summary>How grave an entry of the log is.</summary>
public enum ClientLogLevel
{
    /// <summary>What is done.</summary>
    Debug,

    /// <summary>What should not be.</summary>
    Warn,

    /// <summary>What failed.</summary>
    Error,
}
