namespace Tureen.Tests.Cases;

/// <summary>
/// Cases m01 and m04 together: a camera whose parameter sets never come as packets restarts near its old numbers, and its next IDR picture is
/// one to begin with again.
/// </summary>
public sealed class M01_ParameterSetRestartTests
{
    private const string Sprop = "Z0LAH9oBQBbsBEAAAAMAQAAADyPGDKg=,aM48gA==";
    private const int PacketsPerGroup = 5;

    private static readonly byte[] IdrStart = [0x7C, 0x85, .. Enumerable.Repeat((byte)0xDD, 60)];
    private static readonly byte[] IdrEnd = [0x7C, 0x45, .. Enumerable.Repeat((byte)0xDD, 60)];
    private static readonly byte[] Slice = [0x41, .. Enumerable.Repeat((byte)0xCC, 50)];

    [Theory]
    [InlineData(60, 0)]
    [InlineData(200, 0)]
    [InlineData(200, 700)]
    [InlineData(200, 20_000)]
    public void m01_the_next_IDR_after_a_restart_is_shown_with_its_sets_ahead_of_it(int groups, int restart)
    {
        using var scene = new FrameScene("video/H264", Sprop);
        FrameViewer viewer = scene.View();
        PushGroups(scene, 0, 500_000, groups);
        int before = viewer.Packets.Count;
        PushGroups(scene, restart, 9_000, 20);

        // The first packet of a restart only announces it, so its group is lost; the 19 after it come whole, and the two sets.
        Assert.Equal(2 + (PacketsPerGroup * groups), before);
        Assert.Equal(2 + (PacketsPerGroup * 19), viewer.Packets.Count - before);
        Assert.Equal(Sprop.Split(',').Select(Convert.FromBase64String), viewer.Packets.Skip(before).Take(2).Select(static packet => packet.Payload));
        viewer.AssertGapless();
    }

    private static void PushGroups(FrameScene scene, int sequence, uint timestamp, int count)
    {
        for (int group = 0; group < count; group++)
        {
            scene.Push((ushort)sequence++, timestamp, IdrStart);
            scene.Push((ushort)sequence++, timestamp, IdrEnd, marker: true);
            for (int i = 0; i < PacketsPerGroup - 2; i++)
            {
                timestamp += 3000;
                scene.Push((ushort)sequence++, timestamp, Slice, marker: true);
            }

            timestamp += 3000;
        }
    }
}
