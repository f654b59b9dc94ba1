namespace Tureen.WorkerProcess.Settings;

/// <summary>What the worker tells of (mediasoup WorkerLogTag).</summary>
[Flags]
internal enum LogTags
{
    None = 0,
    Info = 1,
    Ice = 1 << 1,
    Dtls = 1 << 2,
    Rtp = 1 << 3,
    Srtp = 1 << 4,
    Rtcp = 1 << 5,
    Rtx = 1 << 6,
    Bwe = 1 << 7,
    Score = 1 << 8,
    Simulcast = 1 << 9,
    Svc = 1 << 10,
    Sctp = 1 << 11,
    Message = 1 << 12,
}
