namespace Tureen.Net.Linux;

/// <summary>Numbers of the Linux kernel interface, as x86-64, arm64 and riscv64 share them.</summary>
internal static class LinuxConstants
{
    public const int AfInet = 2;
    public const int AfInet6 = 10;
    public const int SockDatagram = 2;
    public const int SockNonBlocking = 0x800;
    public const int SockCloseOnExec = 0x80000;

    public const int SolSocket = 1;
    public const int SoReuseAddress = 2;
    public const int SoSendBuffer = 7;
    public const int SoReceiveBuffer = 8;
    public const int SoReusePort = 15;
    public const int IpProtoIPv6 = 41;
    public const int IPv6Only = 26;
    public const int SolUdp = 17;
    public const int UdpSegment = 103;
    public const int UdpGro = 104;

    public const int MsgTruncated = 0x20;
    public const int MsgDontWait = 0x40;

    public const int EpollCloseOnExec = 0x80000;
    public const int EpollAdd = 1;
    public const int EpollDelete = 2;
    public const int EpollModify = 3;
    public const uint EpollIn = 1;
    public const uint EpollOut = 4;
    public const int EventNonBlocking = 0x800;
    public const int EventCloseOnExec = 0x80000;

    public const int DuplicateCloseOnExec = 0x80000;

    public const int ClockThreadCpuTime = 3;
}
