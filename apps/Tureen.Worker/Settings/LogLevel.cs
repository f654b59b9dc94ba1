namespace Tureen.WorkerProcess.Settings;

/// <summary>How much the worker tells (mediasoup WorkerLogLevel). Ordered: each tells all that those before it tell.</summary>
internal enum LogLevel
{
    None = 0,
    Error = 1,
    Warn = 2,
    Debug = 3,
}
