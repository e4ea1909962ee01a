package io.berth.identity.catalog;

import java.util.List;

/** A service with its endpoints; without any where its URL cannot be filled from the token (contract keystone §10). */
public record CatalogService(String id, String type, String name, List<Endpoint> endpoints) {
    public CatalogService {
        endpoints = List.copyOf(endpoints);
    }
}
