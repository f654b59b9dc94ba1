namespace Tureen.Tests.Rooms;

[CollectionDefinition(Name)]
public sealed class RoomServerCollection : ICollectionFixture<RoomServerFixture>
{
    public const string Name = "Room server";
}
