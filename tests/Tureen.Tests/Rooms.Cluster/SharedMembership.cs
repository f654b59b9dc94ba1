using System.Collections.Immutable;
using System.Globalization;

namespace Tureen.Tests.Rooms.Cluster;

/// <summary>The table in which the machines of one test find each other, in memory instead of a database.</summary>
internal sealed class SharedMembership : IMembershipTable
{
    private readonly Lock _gate = new();
    private ImmutableDictionary<SiloAddress, (MembershipEntry Entry, string Tag)> _rows = ImmutableDictionary<SiloAddress, (MembershipEntry Entry, string Tag)>.Empty;
    private TableVersion _version = new(0, "0");
    private int _lastTag;
    private volatile bool _isAway;

    /// <summary>The database cannot be reached.</summary>
    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId) => Task.CompletedTask;

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Task.CompletedTask;

    public Task<MembershipTableData> ReadRow(SiloAddress key) => DoAsync(
        () => new MembershipTableData([.. _rows.Where(row => row.Key.Equals(key)).Select(static row => Tuple.Create(Copy(row.Value.Entry), row.Value.Tag))], _version));

    public Task<MembershipTableData> ReadAll() => DoAsync(
        () => new MembershipTableData([.. _rows.Values.Select(static row => Tuple.Create(Copy(row.Entry), row.Tag))], _version));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => DoAsync(
        () => !_rows.ContainsKey(entry.SiloAddress) && TryPut(entry, tableVersion));

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => DoAsync(
        () => _rows.TryGetValue(entry.SiloAddress, out (MembershipEntry Entry, string Tag) row) && row.Tag == etag && TryPut(entry, tableVersion));

    public Task UpdateIAmAlive(MembershipEntry entry) => DoAsync(() =>
    {
        if (_rows.TryGetValue(entry.SiloAddress, out (MembershipEntry Entry, string Tag) row))
        {
            row.Entry.IAmAliveTime = entry.IAmAliveTime;
        }

        return true;
    });

    private static MembershipEntry Copy(MembershipEntry entry) => new()
    {
        SiloAddress = entry.SiloAddress,
        Status = entry.Status,
        SuspectTimes = [.. entry.SuspectTimes ?? []],
        ProxyPort = entry.ProxyPort,
        HostName = entry.HostName,
        SiloName = entry.SiloName,
        RoleName = entry.RoleName,
        UpdateZone = entry.UpdateZone,
        FaultZone = entry.FaultZone,
        StartTime = entry.StartTime,
        IAmAliveTime = entry.IAmAliveTime,
    };

    private bool TryPut(MembershipEntry entry, TableVersion version)
    {
        if (version.Version != _version.Version + 1)
        {
            return false;
        }

        _version = new TableVersion(version.Version, version.Version.ToString(CultureInfo.InvariantCulture));
        _rows = _rows.SetItem(entry.SiloAddress, (Copy(entry), (++_lastTag).ToString(CultureInfo.InvariantCulture)));
        return true;
    }

    private Task<T> DoAsync<T>(Func<T> act)
    {
        if (IsAway)
        {
            return Task.FromException<T>(new IOException("the database is away"));
        }

        lock (_gate)
        {
            return Task.FromResult(act());
        }
    }
}
