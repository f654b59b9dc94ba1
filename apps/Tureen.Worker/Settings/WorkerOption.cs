namespace Tureen.WorkerProcess.Settings;

/// <summary>The options of the command line, in the order of <see cref="CommandLine"/>'s names.</summary>
internal enum WorkerOption
{
    LogLevel = 0,
    LogTags = 1,
    RtcMinPort = 2,
    RtcMaxPort = 3,
    DtlsCertificateFile = 4,
    DtlsPrivateKeyFile = 5,
    LibwebrtcFieldTrials = 6,
}
