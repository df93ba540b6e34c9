using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class StorageServicesTests
{
    [Fact]
    public async Task AddStudioStorage_EveryStore_CanBeMade()
    {
        var root = TestFolder.NewRoot();
        var services = new ServiceCollection().AddStudioStorage(root);
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
        await provider.GetRequiredService<Database>().OpenAsync();

        // Every public class that ends in "Store" is registered, so that none is forgotten.
        var stores = typeof(Database).Assembly.GetExportedTypes().Where(type => type.Name.EndsWith("Store", StringComparison.Ordinal));
        Assert.All(stores, store => Assert.NotNull(provider.GetService(store)));
        Assert.Equal(0, await provider.GetRequiredService<UserStore>().CountAsync());

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(root, recursive: true);
    }
}
